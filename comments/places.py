"""Orders of the desk's lists, and places in them, by which they are paged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.cursors import Cursor
from comments.models import Comment

PENDING, REPORTED, DECIDED, EVERY = "pending", "reported", "decided", "every"
# The moment by which each list is told in time; the last has its ids for that.
MOMENTS = {
    PENDING: "submitted_at",
    REPORTED: "reported_at",
    DECIDED: "decided_at",
    EVERY: "submitted_at",
}


class Row(models.Func):
    """Several columns or values compared as one, so that an index finds the place."""

    function = "ROW"
    output_field = models.BooleanField()


class Compared(models.Func):
    template = "%(expressions)s"
    output_field = models.BooleanField()


@dataclass(frozen=True)
class Place:
    """Where one comment stands in every order that a list has."""

    risk: int
    moment: datetime
    pk: int

    @classmethod
    def read(cls, written: str) -> Self | None:
        """A place from an address; None for an odd one, which is the beginning."""
        risk, _colon, moment = written.partition(":")
        read = Cursor.read(moment)
        if read.moment is None or len(risk) > 4 or not risk.isdecimal():
            return None
        return cls(int(risk), read.moment, read.pk)

    @classmethod
    def of(cls, comment: Comment, queue: str) -> Self:
        moment = getattr(comment, MOMENTS[queue]) or comment.submitted_at
        return cls(-comment.calmness, moment, comment.pk)

    def __str__(self) -> str:
        return f"{self.risk}:{Cursor.written(self.moment, self.pk)}"

    def values(self, columns: tuple[str, ...]) -> list[Value]:
        known: dict[str, Any] = {"calmness": -self.risk, "pk": self.pk}
        return [Value(known.get(column, self.moment)) for column in columns]


@dataclass(frozen=True)
class Order:
    """Columns that name one place in a list; the last is always the id."""

    words: Promise
    columns: tuple[str, ...]
    downwards: bool = False

    def of(self, rows: QuerySet[Comment]) -> QuerySet[Comment]:
        sign = "-" if self.downwards else ""
        return rows.order_by(*(f"{sign}{column}" for column in self.columns))

    def after(self, rows: QuerySet[Comment], place: Place | None) -> QuerySet[Comment]:
        return self.side(rows, place, " < " if self.downwards else " > ")

    def up_to(self, rows: QuerySet[Comment], place: Place | None) -> QuerySet[Comment]:
        return self.side(rows, place, " >= " if self.downwards else " <= ")

    def side(
        self, rows: QuerySet[Comment], place: Place | None, sign: str
    ) -> QuerySet[Comment]:
        if place is None:
            return rows
        here = Row(*(F(column) for column in self.columns))
        there = Row(*place.values(self.columns))
        return rows.filter(Compared(here, there, arg_joiner=sign))


OLDEST, NEWEST, RISK = _("longest-waiting first"), _("newest first"), _("by risk")
EARLIEST = _("oldest first")
ORDERS: dict[str, dict[str, Order]] = {
    PENDING: {
        "oldest": Order(OLDEST, ("submitted_at", "pk")),
        "newest": Order(NEWEST, ("submitted_at", "pk"), downwards=True),
        "risk": Order(RISK, ("calmness", "submitted_at", "pk")),
    },
    REPORTED: {
        "oldest": Order(OLDEST, ("reported_at", "pk")),
        "newest": Order(NEWEST, ("reported_at", "pk"), downwards=True),
    },
    DECIDED: {
        "newest": Order(NEWEST, ("decided_at", "pk"), downwards=True),
        "oldest": Order(EARLIEST, ("decided_at", "pk")),
    },
    EVERY: {
        "newest": Order(NEWEST, ("pk",), downwards=True),
        "oldest": Order(EARLIEST, ("pk",)),
    },
}

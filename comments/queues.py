"""What the desk lists: which comments, in which order, from which place on.

A ``Search`` is read from an address and writes itself back to one, so that every page
can be linked, and a press on a whole result can say what it was made for.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.postgres.functions import TransactionNow
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.cursors import Cursor
from articles.models.languages import Language
from comments import tallies
from comments.models import (
    Comment,
    CommentStatus,
    Contact,
    Decision,
    Outcome,
    ScreeningResult,
)
from comments.models.search import holds
from newsroom.http import whole_number

PENDING, DECIDED, EVERY = "pending", "decided", "every"
# Counting any further tells a moderator nothing and costs more each year.
COUNTED = 1000
LONGEST_WORDS = 200
AGES = {
    "hour": (timedelta(hours=1), _("over an hour")),
    "day": (timedelta(days=1), _("over a day")),
    "week": (timedelta(days=7), _("over a week")),
}


@dataclass(frozen=True)
class Order:
    """Columns that name one place in a list; the last is always the id."""

    words: Promise
    columns: tuple[str, ...]
    downwards: bool = False

    def of(self, rows: QuerySet[Comment]) -> QuerySet[Comment]:
        sign = "-" if self.downwards else ""
        return rows.order_by(*(f"{sign}{column}" for column in self.columns))


OLDEST, NEWEST, RISK = _("longest-waiting first"), _("newest first"), _("by risk")
EARLIEST = _("oldest first")
ORDERS: dict[str, dict[str, Order]] = {
    PENDING: {
        "oldest": Order(OLDEST, ("submitted_at", "pk")),
        "newest": Order(NEWEST, ("submitted_at", "pk"), downwards=True),
        "risk": Order(RISK, ("calmness", "submitted_at", "pk")),
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
NUMBERS = ("story", "section", "author", "network")


class Row(models.Func):
    """Several columns or values compared as one, so that an index finds the place."""

    function = "ROW"
    output_field = models.BooleanField()


class Beyond(models.Func):
    template = "%(expressions)s"
    output_field = models.BooleanField()


@dataclass(frozen=True)
class Search:
    """A queue, what it is narrowed to, and an order. Odd values are left out."""

    queue: str = PENDING
    order: str = "oldest"
    story: int | None = None
    section: int | None = None
    # The comment whose author, or whose network, is looked at: never an address.
    author: int | None = None
    network: int | None = None
    language: str = ""
    check: str = ""
    age: str = ""
    status: str = ""
    words: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        queue = among(asked.get("queue", ""), ORDERS, PENDING)
        story, section, author, network = (
            whole_number(asked.get(name, "")) or None for name in NUMBERS
        )
        decided = set(CommentStatus.values) - {CommentStatus.HELD}
        return cls(
            queue,
            among(asked.get("order", ""), ORDERS[queue], next(iter(ORDERS[queue]))),
            story,
            section,
            author,
            network,
            language=among(asked.get("language", ""), Language.values),
            check=asked.get("check", "")[:30].replace("\x00", ""),
            age=among(asked.get("age", ""), AGES),
            status=among(asked.get("status", ""), decided if queue == DECIDED else ()),
            words=asked.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS],
        )

    def query(self) -> dict[str, str]:
        """As it stands in an address; what is as usual is not said."""
        said = {name: getattr(self, name) for name in self.__dataclass_fields__}
        said["q"] = said.pop("words")
        if self.queue == PENDING:
            del said["queue"]
        if self.order == next(iter(ORDERS[self.queue])):
            del said["order"]
        return {name: str(value) for name, value in said.items() if value}

    def address(self, **more: str) -> str:
        asked = QueryDict(mutable=True)
        asked.update(self.query() | more)
        return f"?{asked.urlencode()}" if asked else "?"

    def only(self, **narrower: Any) -> Self:
        return replace(self, **narrower)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query().keys() - {"queue", "order"})

    @property
    def orders(self) -> dict[str, Order]:
        return ORDERS[self.queue]

    @property
    def ordered(self) -> Order:
        return self.orders[self.order]

    def rows(self) -> QuerySet[Comment]:
        """All that it finds, in no order."""
        rows = self.of_the_queue()
        if self.story:
            rows = rows.filter(article=self.story)
        if self.section:
            rows = rows.filter(article__section=self.section)
        if self.language:
            rows = rows.filter(article__language=self.language)
        if self.status:
            rows = rows.filter(status=self.status)
        if self.age:
            since = TransactionNow() - Value(AGES[self.age][0])
            rows = rows.filter(submitted_at__lt=since)
        if self.words:
            rows = rows.filter(holds(self.words))
        return self.by_whom(rows)

    def of_the_queue(self) -> QuerySet[Comment]:
        if self.queue == PENDING:
            return Comment.objects.in_queue().order_by()
        in_sight = Comment.objects.filter(withdrawn_at=None, erased_at=None)
        if self.queue == DECIDED:
            return in_sight.filter(decided_at__isnull=False)
        return in_sight

    def by_whom(self, rows: QuerySet[Comment]) -> QuerySet[Comment]:
        if self.author:
            rows = rows.filter(pk__in=Contact.objects.with_address_of(self.author))
        if self.network:
            rows = rows.filter(pk__in=Contact.objects.with_network_of(self.network))
        if self.check:
            flags = ScreeningResult.objects.filter(
                comment=OuterRef("pk"), check_name=self.check, outcome=Outcome.FLAGGED
            )
            rows = rows.filter(Exists(flags))
        return rows

    def beyond(self, after: str) -> QuerySet[Comment]:
        """Its rows in order, from a place on; an odd place is the beginning."""
        risk, _colon, moment = after.partition(":")
        place = Cursor.read(moment)
        if place.moment is None or len(risk) > 4 or not risk.isdecimal():
            return self.ordered.of(self.rows())
        known = {
            "calmness": Value(-int(risk)),
            "pk": Value(place.pk),
            "submitted_at": Value(place.moment),
            "decided_at": Value(place.moment),
        }
        columns = self.ordered.columns
        here = Row(*(F(column) for column in columns))
        there = Row(*(known[column] for column in columns))
        sign = " < " if self.ordered.downwards else " > "
        rows = self.rows().filter(Beyond(here, there, arg_joiner=sign))
        return self.ordered.of(rows)

    def place_of(self, comment: Comment) -> str:
        moment = comment.submitted_at
        if self.queue == DECIDED and comment.decided_at:
            moment = comment.decided_at
        return f"{-comment.calmness}:{Cursor.written(moment, comment.pk)}"

    def count(self) -> tuple[int, bool]:
        """How many, and whether that is all: exact where a tally is kept."""
        kept = self.query().keys() - {"queue", "order"}
        if self.queue == PENDING and kept in (set(), {"story"}, {"section"}):
            name = tallies.HELD
            if self.story:
                name = tallies.held_on(self.story)
            elif self.section:
                name = tallies.held_in(self.section)
            return tallies.total(name), True
        found = self.rows()[: COUNTED + 1].count()
        return min(found, COUNTED), found <= COUNTED

    def as_it_was(self, moment: datetime) -> QuerySet[Comment]:
        """What was there then and was not decided on since."""
        since = Decision.objects.filter(
            comment=OuterRef("pk"), decided_at__gt=Value(moment)
        )
        return self.rows().filter(~Exists(since), submitted_at__lte=moment)


def among(written: str, known: Any, otherwise: str = "") -> str:
    return written if written in known else otherwise


def database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        now: datetime = cursor.fetchone()[0]
    return now

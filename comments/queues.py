"""What the desk lists: which comments, narrowed to what, from which place on.

A ``Search`` is read from an address and writes itself back to one, so that every page
can be linked, and a press on a whole result can say what it was made for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.languages import Language
from comments import tallies
from comments.models import (
    Comment,
    CommentStatus,
    Contact,
    Decision,
    Outcome,
    ScreeningResult,
    WatchList,
)
from comments.models.search import holds
from comments.places import DECIDED, ORDERS, PENDING, REPORTED, Order, Place
from newsroom.http import whole_number

# Counting any further tells a moderator nothing and costs more each year.
COUNTED = 1000
# What no index finds is looked for among so many comments at a time.
LOOKED_THROUGH = 5000
LONGEST_WORDS = 200
AGES = {
    "hour": (timedelta(hours=1), _("over an hour")),
    "day": (timedelta(days=1), _("over a day")),
    "week": (timedelta(days=7), _("over a week")),
}
NUMBERS = ("story", "section", "watch", "author", "network")
TALLIED = {PENDING: tallies.HELD, REPORTED: tallies.REPORTED}


@dataclass(frozen=True)
class Search:
    """A queue, what it is narrowed to, and an order. Odd values are left out."""

    queue: str = PENDING
    order: str = ""
    story: int | None = None
    section: int | None = None
    # A list of stories that a moderator keeps.
    watch: int | None = None
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
        numbers = {name: whole_number(asked.get(name, "")) or None for name in NUMBERS}
        decided = set(CommentStatus.values) - {CommentStatus.HELD}
        return cls(
            queue,
            among(asked.get("order", ""), ORDERS[queue]),
            **numbers,
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
        if self.ordered == next(iter(self.orders.values())):
            del said["order"]
        return {name: str(value) for name, value in said.items() if value}

    def address(self, **more: str) -> str:
        asked = QueryDict(mutable=True)
        asked.update(self.query() | more)
        return f"?{asked.urlencode()}" if asked else "?"

    def only(self, **narrower: Any) -> Self:
        return replace(self, **narrower)

    @property
    def narrowed(self) -> frozenset[str]:
        """By what, as it is named in an address."""
        return frozenset(self.query().keys() - {"queue", "order"})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowed)

    @property
    def orders(self) -> dict[str, Order]:
        return ORDERS[self.queue]

    @property
    def ordered(self) -> Order:
        return self.orders.get(self.order) or next(iter(self.orders.values()))

    @property
    def is_found_by_index(self) -> bool:
        """Whether its comments are found without reading those of others between."""
        if self.narrowed & {"story", "watch", "author", "network", "q"}:
            return True
        found = {"section"} if self.queue in TALLIED else set()
        if self.queue == PENDING and self.ordered.columns[0] == "submitted_at":
            found.add("age")
        return self.narrowed <= found

    def rows(self) -> QuerySet[Comment]:
        """All that it finds, in no order."""
        rows = self.in_order_of_an_index()
        if self.section:
            rows = rows.filter(section=self.section)
        if self.story:
            rows = rows.filter(article=self.story)
        if self.watch:
            rows = rows.filter(article__in=self.watched())
        if self.language:
            # For each comment its story's, never every story of the language.
            story = Article.objects.filter(pk=OuterRef("article"))
            spoken = Subquery(story.values("language"))
            rows = rows.alias(spoken=spoken).filter(spoken=self.language)
        if self.status:
            rows = rows.filter(status=self.status)
        if self.age:
            since = TransactionNow() - Value(AGES[self.age][0])
            rows = rows.filter(submitted_at__lt=since)
        if self.words:
            rows = rows.filter(holds(self.words))
        return self.by_whom(rows)

    def watched(self) -> list[int]:
        """The stories of its watch-list: few, and so each is found by its index."""
        stories = WatchList.articles.through.objects.filter(watchlist=self.watch)
        return list(stories.values_list("article", flat=True))

    def in_order_of_an_index(self) -> QuerySet[Comment]:
        """What an index reads in order; anything narrower is looked for in that."""
        rows = self.of_the_queue()
        if self.section and self.queue in TALLIED:
            rows = rows.filter(section=self.section)
        return rows

    def of_the_queue(self) -> QuerySet[Comment]:
        if self.queue == PENDING:
            return Comment.objects.in_queue().order_by()
        if self.queue == REPORTED:
            return Comment.objects.filter(reported_at__isnull=False)
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

    def horizon(self, after: str = "") -> str:
        """How far one page looks from a place on; empty: to the end of the list.

        Whatever a list is narrowed to, it reads no more of the table than that.
        """
        if self.is_found_by_index:
            return ""
        rows = self.ordered.after(self.in_order_of_an_index(), Place.read(after))
        last = self.ordered.of(rows)[LOOKED_THROUGH - 1 : LOOKED_THROUGH + 1]
        found = list(last.only("calmness", "submitted_at", "decided_at", "reported_at"))
        return self.place_of(found[0]) if len(found) > 1 else ""

    def beyond(self, after: str, horizon: str = "") -> QuerySet[Comment]:
        """Its rows in order, from a place on."""
        rows = self.ordered.after(self.rows(), Place.read(after))
        return self.ordered.of(self.ordered.up_to(rows, Place.read(horizon)))

    def page(self, after: str, horizon: str, size: int) -> tuple[list[int], bool]:
        """The ids of the first of them, and whether there are more."""
        rows = self.beyond(after, horizon).values_list("pk", flat=True)
        found = list(rows[: size + 1])
        return found[:size], len(found) > size

    def place_of(self, comment: Comment) -> str:
        return str(Place.of(comment, self.queue))

    def count(self, known: Mapping[str, int]) -> tuple[int, bool]:
        """How many, and whether that is all: exact where a tally is kept, and not
        asked for where ``known`` has what is summed."""
        if self.queue in TALLIED and self.narrowed in ALONE:
            names = self.tallied()
            if not known.keys() >= set(names):
                known = tallies.totals(names)
            return sum(known.get(name, 0) for name in names), True
        horizon = self.horizon()
        found = self.beyond("", horizon).order_by()[: COUNTED + 1].count()
        return min(found, COUNTED), found <= COUNTED and not horizon

    def tallied(self) -> list[str]:
        """The totals that together are its number."""
        kind = TALLIED[self.queue]
        if self.section:
            return [tallies.named(kind, "section", self.section)]
        stories = self.watched() if self.watch else [self.story] if self.story else []
        if self.narrowed:
            return [tallies.named(kind, "story", story) for story in stories]
        return [kind]

    def as_it_was(self, moment: datetime) -> QuerySet[Comment]:
        """What was there then and was not decided on since."""
        since = Decision.objects.filter(
            comment=OuterRef("pk"), decided_at__gt=Value(moment)
        )
        rows = self.rows().filter(~Exists(since), submitted_at__lte=moment)
        return rows.filter(reported_at__lte=moment) if self.queue == REPORTED else rows


# What a tally is kept of.
ALONE = [frozenset(), *map(frozenset, (["story"], ["section"], ["watch"]))]


def among(written: str, known: Any, otherwise: str = "") -> str:
    return written if written in known else otherwise

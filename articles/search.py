"""Finding stories by their words: the best first, or the newest of very many.

Whatever is asked, a bounded number of stories is looked at. PostgreSQL unpacks a
story's words to rank it, to look for a phrase, and for each story on the way when it
walks from the newest on; so each of these has its most.
"""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from articles import looking
from articles.cursors import Cursor
from articles.excerpts import show_words
from articles.models import Article
from articles.models.search import Wanted, wanted
from newsroom.http import whole_number

PER_PAGE = 10
END_OF_TIME = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
CLOCKS = datetime.timedelta(days=3)
# So many are put in order of merit. Of more, the newest come first: common words
# then cost what rare ones do.
RANKED = 400
# So many are sorted by age once they are found. Of more, the newest are looked for from
# the newest story on: some stand near.
SORTED = 1200
# Some stand near as well where one story in so many holds the words.
NEAR = 50
# So many of the newest are looked through at a time, and so often.
WALKED, WALKS = 600, 2
# So many stories of one contributor are looked at whatever they hold.
PROLIFIC = 800
# A section or some years with more stories than this are not listed while the words may
# be in few: those that hold the words are, wherever they stand.
WIDE = 20_000
# A page of so few will do where more are dear.
HALF = PER_PAGE // 2


@dataclass
class Found:
    stories: list[Article] = field(default_factory=list)
    # The parameter that shows more, and its value.
    older: str = ""
    after: str = ""
    # How many there are in all; None when there are more than are counted.
    count: int | None = 0

    @property
    def fills_half(self) -> bool:
        return len(self.stories) >= HALF


@dataclass(frozen=True)
class Search:
    """What is searched for, and where."""

    q: str
    section: str = ""
    by: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    def find(self, before: str = "", after: str = "") -> Found:
        words = wanted(self.q)
        found = self.newest_or_best(words, Cursor.read(before), after)
        show_words(found.stories, words)
        return found

    def newest_or_best(self, words: Wanted, cursor: Cursor, after: str) -> Found:
        given = self.given(words)
        near, will_do = self.near(cursor, given, words)
        if near and will_do:
            return near
        held, count = self.held(cursor, given)
        if count > RANKED:
            near = near or self.walked(cursor, given)
            if near.fills_half or (self.is_prolific and not held):
                return near
            if not held and self.is_wide(given):
                held, count = self.gathered(cursor, given)
            if count > SORTED:
                return near
        if count > RANKED or cursor.moment is not None:
            return self.newest(held, words)
        return self.best([pk for _moment, pk in held], words, after)

    def near(
        self, cursor: Cursor, given: dict[str, Any], words: Wanted
    ) -> tuple[Found | None, bool]:
        """The newest, where it is worth looking near the newest story; and whether they
        will do."""
        if self.by and not self.is_prolific:
            return None, False
        guess = looking.guessed(frozenset(), **given)
        if self.stand_near(*guess):
            return self.walked(cursor, given), True
        if self.may_stand_near(*guess, words):
            found = self.walked(cursor, given)
            return found, found.fills_half
        return None, False

    def given(self, words: Wanted) -> dict[str, Any]:
        """The values that narrow it, and what to look for."""
        narrowed = {name: value for name, value in asdict(self).items() if value}
        return {**narrowed, "loose": words.loose, "exact": words.exact}

    def shape(self) -> frozenset[str]:
        return frozenset(name for name, value in asdict(self).items() if value)

    def stand_near(self, hold: float, all_stories: float) -> bool:
        """Whether so many hold the words that the first of them stand near the newest.

        As PostgreSQL's statistics have it, which costs a thousandth of counting. In a
        section, or some years, they are taken to stand as near.
        """
        return hold > max(RANKED, all_stories / NEAR)

    def may_stand_near(self, hold: float, all_stories: float, words: Wanted) -> bool:
        """Whether each of the words is common enough for that, if not all together.

        PostgreSQL takes words to come together by chance; those of one language do so
        far more often, and to list them is dear. In a site so large that half a page
        among the newest speaks of more than are sorted, they are looked for there.
        """
        if self.by or all_stories * HALF < SORTED * WALKED * WALKS:
            return False
        each: float = (hold / all_stories) ** (1 / words.fewest)
        return each > 1 / NEAR

    @cached_property
    def is_prolific(self) -> bool:
        return bool(self.by) and looking.has_written_many(self.by, PROLIFIC)

    def is_wide(self, given: dict[str, Any]) -> bool:
        """Whether so many stories are within the filters that those which hold the
        words, wherever, are listed first."""
        if self.by:
            return self.is_prolific
        shape = self.shape()
        return shape != {"q"} and looking.guessed_in(shape, **given) >= WIDE

    def held(
        self, cursor: Cursor, given: dict[str, Any]
    ) -> tuple[Sequence[looking.Place], int]:
        """The newest from a place on of those that hold the words, apart or together;
        and how many there are. None of more than are sorted."""
        if not self.is_wide(given):
            return self.gathered(cursor, given)
        held = looking.all_that_hold(frozenset({"q"}), **given, most=SORTED + 1)
        if len(held) > SORTED:
            return [], len(held)
        within = looking.among([pk for _moment, pk in held], self.shape(), **given)
        place = place_of(cursor)
        from_here = (place["moment"], place["pk"])
        shown = [place for place in sorted(within, reverse=True) if place < from_here]
        return shown[: RANKED + 1], len(within)

    def gathered(
        self, cursor: Cursor, given: dict[str, Any]
    ) -> tuple[Sequence[looking.Place], int]:
        """The same, by the words and the filters at once."""
        count, held = looking.gathered(
            self.shape(),
            **given,
            **place_of(cursor),
            most=SORTED + 1,
            shown=RANKED + 1,
        )
        return (held, count) if count <= SORTED else ([], count)

    def newest(self, held: Sequence[looking.Place], words: Wanted) -> Found:
        ids = [pk for _moment, pk in held]
        if words.loose != words.exact:
            ids = looking.exactly(ids, words.exact)
        keep = set(ids[: PER_PAGE + 1])
        places = [place for place in held if place[1] in keep]
        last = held[-1] if len(held) > RANKED else None
        return page_of(places, last)

    def walked(self, cursor: Cursor, given: dict[str, Any]) -> Found:
        """The newest, looked for from a place on: so many, and not all there are."""
        found: list[looking.Place] = []
        for _again in range(WALKS):
            more, last = looking.walked(
                self.shape(),
                **given,
                **self.start(cursor),
                walked=PROLIFIC if self.by else WALKED,
                shown=PER_PAGE + 1,
            )
            found += more
            if len(found) >= HALF or last is None:
                break
            cursor = Cursor(*last)
        return page_of(found, last)

    def start(self, cursor: Cursor) -> dict[str, Any]:
        """From where on: one place, for of two PostgreSQL may begin at the newer.

        The last day says nearly when the last story was published: so far apart are no
        two clocks.
        """
        place = place_of(cursor)
        if self.until and self.until < END_OF_TIME.date() - CLOCKS:
            end = datetime.datetime.combine(
                self.until + CLOCKS, datetime.time(), datetime.UTC
            )
            return min(place, {"moment": end, "pk": 0}, key=lambda at: at["moment"])
        return place

    def best(self, ids: list[int], words: Wanted, after: str) -> Found:
        """The best first, those of equal merit by age."""
        rows = looking.ranked(ids, words)
        order = sorted(((round(merit * 10**7), pk) for merit, pk in rows), reverse=True)
        count = len(order)
        if place := place_in_order(after):
            order = [entry for entry in order if entry < place]
        shown = [pk for _merit, pk in order[:PER_PAGE]]
        more = len(order) > PER_PAGE
        return Found(
            looking.cards(shown),
            after="{}.{}".format(*order[PER_PAGE - 1]) if more else "",
            count=count,
        )


def place_of(cursor: Cursor) -> dict[str, Any]:
    return {"moment": cursor.moment or END_OF_TIME, "pk": cursor.pk}


def page_of(places: Sequence[looking.Place], last: looking.Place | None) -> Found:
    """The first page of some places, newest first. ``last`` is the last that was
    looked at, when there may be more behind it."""
    if len(places) > PER_PAGE:
        places, last = places[:PER_PAGE], places[PER_PAGE - 1]
    older = Cursor.written(*last) if last else ""
    return Found(looking.cards([pk for _at, pk in places]), older=older, count=None)


def place_in_order(after: str) -> tuple[int, int] | None:
    merit, _dot, pk = after.partition(".")
    numbers = (whole_number(merit), whole_number(pk))
    return None if None in numbers else numbers  # type: ignore[return-value]

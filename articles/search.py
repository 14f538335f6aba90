"""Finding stories by their words: the best first, or the newest of very many."""

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Q
from django.db.models.functions import Left

from articles.cursors import Cursor
from articles.models import Article, Byline, Contributor, Section
from articles.models.search import BEGINS, DROPPED, ENDS, SHOWN, marked, query
from articles.models.stories import ArticleQuerySet
from newsroom.http import whole_number

PER_PAGE = 20
# So many are put in order of merit. Of more, the newest come first: common words
# then cost what rare ones do.
RANKED = 1000
# So many are sorted by age once they are found. Of more, the newest are looked for from
# the newest story on: some stand near.
SORTED = 2000
# Of the text, the standfirst and the headline; nothing in ours has the fourth weight.
WEIGHTS = [0.0, 0.1, 0.4, 1.0]
BEFORE_THE_WORD, AROUND_IT = 70, 240


class Words(NamedTuple):
    """A piece of a text, and whether it is what was searched for."""

    text: str
    is_found: bool


@dataclass
class Found:
    stories: list[Article] = field(default_factory=list)
    # The parameter that shows more, and its value.
    older: str = ""
    after: str = ""
    # How many there are in all; None when there are more than are counted.
    count: int | None = 0


@dataclass(frozen=True)
class Search:
    """What is searched for, and where."""

    q: str
    section: str = ""
    by: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    def find(self, before: str = "", after: str = "") -> Found:
        stories = self.stories()
        rows = list(stories.order_by().values_list("published_at", "pk")[: SORTED + 1])
        if len(rows) > RANKED:
            cursor = Cursor.read(before)
            if len(rows) <= SORTED:
                newest = cursor.newest_of(rows, PER_PAGE + 1)
                stories = Article.objects.live().filter(pk__in=newest)
            shown, older = cursor.page(stories.as_cards(), PER_PAGE)
            found = Found(shown, older=older or "", count=None)
        else:
            found = self.best_of([pk for _moment, pk in rows], after)
        self.show_words(found.stories)
        return found

    def stories(self) -> ArticleQuerySet:
        found = Article.objects.live().search(self.q)
        if self.section:
            sections = Section.objects.filter(slug=self.section)
            found = found.filter(section=sections.values("pk")[:1])
        if self.by:
            named = Contributor.objects.filter(
                Q(slug=self.by) | Q(name__iexact=self.by)
            )
            bylines = Byline.objects.filter(contributor__in=named)
            found = found.filter(pk__in=bylines.values("article"))
        if self.since:
            found = found.filter(first_published_on__gte=self.since)
        if self.until:
            found = found.filter(first_published_on__lte=self.until)
        return found

    def best_of(self, ids: list[int], after: str) -> Found:
        """The best first, those of equal merit by age."""
        rank = SearchRank(F("search"), query(self.q, keep_out=False), weights=WEIGHTS)
        ranked = Article.objects.filter(pk__in=ids).annotate(rank=rank)
        rows = ranked.values_list("rank", "pk")
        order = sorted(((round(merit * 10**7), pk) for merit, pk in rows), reverse=True)
        if place := place_in_order(after):
            order = [entry for entry in order if entry < place]
        shown = [pk for _merit, pk in order[:PER_PAGE]]
        cards = Article.objects.live().as_cards().in_bulk(shown)
        more = len(order) > PER_PAGE
        return Found(
            [cards[pk] for pk in shown if pk in cards],
            after="{}.{}".format(*order[PER_PAGE - 1]) if more else "",
            count=len(ids),
        )

    def show_words(self, stories: list[Article]) -> None:
        """Give each story the part of its text where the words stand."""
        rows = Article.objects.filter(pk__in=[story.pk for story in stories])
        texts = rows.annotate(start=Left("body_text", SHOWN), found=marked(self.q))
        by_pk = {pk: texts for pk, *texts in texts.values_list("pk", "start", "found")}
        for story in stories:
            story.excerpt = excerpt(*by_pk.get(story.pk, ("", "")))  # type: ignore[attr-defined]


def place_in_order(after: str) -> tuple[int, int] | None:
    merit, _dot, pk = after.partition(".")
    numbers = (whole_number(merit), whole_number(pk))
    return None if None in numbers else numbers  # type: ignore[return-value]


def spans(text: str, found: str) -> list[tuple[int, int]]:
    """Where the marks of a folded text stand in the text itself."""
    places, at, begun = [], 0, 0
    for letter in found:
        while letter != ENDS and at < len(text) and text[at] in DROPPED:
            at += 1
        if letter == BEGINS:
            begun = at
        elif letter == ENDS:
            while at < len(text) and text[at] in DROPPED:
                at += 1
            places.append((begun, at))
        else:
            at += 1
    return places if at <= len(text) else []


def excerpt(text: str, found: str) -> list[Words]:
    """Some words around the first that was found, each that was found told apart."""
    places = spans(text, found)
    if not places:
        return []
    start = max(0, places[0][0] - BEFORE_THE_WORD)
    if start:
        start = text.find(" ", start, places[0][0]) + 1 or places[0][0]
    end = len(text)
    if end > start + AROUND_IT:
        end = max(text.rfind(" ", start, start + AROUND_IT), places[0][1])
    pieces, at = [Words("… ", False)] if start else [], start
    for begins, ends in places:
        if ends > end:
            break
        pieces += [Words(text[at:begins], False), Words(text[begins:ends], True)]
        at = ends
    tail = " …" if end < len(text) else ""
    return [*pieces, Words(text[at:end] + tail, False)]

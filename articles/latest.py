"""What stands on a front page: the newest stories, and the newest of each section."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, CharField, F, OuterRef, QuerySet
from django.db.models.functions import JSONArray

from articles.models import Article, Section
from articles.models.lead import Lead
from articles.models.stories import ArticleQuerySet
from newsroom.postgres.statements import Given, Statement, one_of

LEADING = 4
PER_BLOCK = 4
# So many of those put first are looked at; some of them may not be out.
MOST_LEADS = 20


class Facts(NamedTuple):
    """All that a story's card depends on, but how many comments there are."""

    pk: int
    version: int
    section_version: int
    photo_version: int | None
    photo_over: bool


FACTS = ("pk", "version", "section__version", "lead_photo__version", "photo_over")
CARDS: Statement[Article] = Statement(
    lambda: Article.objects.as_cards().filter(one_of(F("pk"), "ids", BigIntegerField))
)
LIVE: Statement[tuple[Any, ...]] = Statement(
    lambda: (
        Article.objects.live()
        .with_photo_rights()
        .filter(one_of(F("pk"), "ids", BigIntegerField))
        .values_list(*FACTS)
    )
)


class Choice(NamedTuple):
    """The stories of a front page: what stands first, and under each section."""

    top: list[Facts]
    sections: list[tuple[Section, list[Facts]]]


@dataclass
class Shown:
    """A story on a page, by what its card depends on."""

    facts: Facts
    comment_count: int = 0

    @property
    def pk(self) -> int:
        return self.facts.pk


class Cards:
    """The stories of a page; they are read when a card must be made of one."""

    def __init__(self, ids: list[int]) -> None:
        self.ids = ids

    @cached_property
    def by_pk(self) -> dict[int, Article]:
        return {card.pk: card for card in CARDS.ask(ids=self.ids)}


@dataclass
class Block:
    """A place on a front page: a section's, or, without one, the top."""

    stories: list[Shown]
    cards: Cards
    section: Section | None = None

    @property
    def name(self) -> tuple[Any, ...]:
        """All that its bytes depend on."""
        section = self.section and (self.section.pk, self.section.version)
        return (section, *((*one.facts, one.comment_count) for one in self.stories))

    def articles(self) -> list[Article]:
        """For a template to print."""
        shown = [self.cards.by_pk[story.pk] for story in self.stories]
        for article, story in zip(shown, self.stories, strict=True):
            article.comment_count = story.comment_count  # type: ignore[attr-defined]
        return shown


def blocks_of(choice: Choice) -> list[Block]:
    """The top and each section's place, for one page to count comments in."""
    places = [(None, choice.top), *choice.sections] if choice.top else []
    cards = Cards([facts.pk for _section, stories in places for facts in stories])
    return [Block([*map(Shown, found)], cards, section) for section, found in places]


class Latest:
    """The newest of some stories: of all, or of those in one language."""

    def __init__(self, stories: Callable[[], ArticleQuerySet]) -> None:
        self.stories = stories
        self.fresh: Statement[tuple[Any, ...]] = Statement(self.led_or_newest)
        self.sections: Statement[Section] = Statement(self.sections_with_newest)

    def led_or_newest(self) -> QuerySet[Article, Any]:
        """Those that editors put first and the newest, as many as are shown of each.

        A union, because each part then ends at the first rows of its index.
        """
        first = Lead.objects.order_by("position").values("article")[:MOST_LEADS]
        led = self.stories().filter(pk__in=first).order_by("lead__position")
        newest = self.stories().newest_first()
        ids = (found.values("pk")[: LEADING + 1] for found in (led, newest))
        found = Article.objects.with_photo_rights().filter(pk__in=next(ids).union(*ids))
        return found.newest_first().values_list("lead__position", *FACTS)

    def top(self, led: list[int] | None = None, **given: Any) -> list[Facts]:
        """What stands first, in its order: one query. With ``led`` as if these were
        put first, and one query more."""
        found = [(place, Facts(*facts)) for place, *facts in self.fresh.ask(**given)]
        if led is None:
            placed = [one for one in found if one[0] is not None]
            first = [facts for _place, facts in sorted(placed, key=itemgetter(0))]
        else:
            live = {facts[0]: Facts(*facts) for facts in LIVE.ask(ids=led)}
            first = [live[pk] for pk in led if pk in live]
        return filled_up(first, [facts for _place, facts in found])

    def sections_with_newest(self) -> QuerySet[Section]:
        of_section = self.stories().filter(section=OuterRef("pk")).newest_first()
        newest = of_section.with_photo_rights().annotate(_all=JSONArray(*FACTS))
        shown = newest.values("_all")[: PER_BLOCK + LEADING + 1]
        return Section.objects.annotate(newest=ArraySubquery(shown))

    def chosen(self, led: list[int] | None = None, **given: Any) -> Choice:
        """Two queries, each section's newest found by its index; no story twice."""
        top = self.top(led, **given)
        used = {facts.pk for facts in top}
        sections = [
            (section, [Facts(*one) for one in section.newest if one[0] not in used])  # type: ignore[attr-defined]
            for section in self.sections.ask(**given)
        ]
        return Choice(
            top, [(section, new[:PER_BLOCK]) for section, new in sections if new]
        )


def filled_up(first: list[Facts], newest: list[Facts]) -> list[Facts]:
    placed = {facts.pk for facts in first}
    rest = [facts for facts in newest if facts.pk not in placed]
    return [*first, *rest][: LEADING + 1]


def in_language() -> ArticleQuerySet:
    return Article.objects.live().filter(language=Given("language", CharField()))


OF_ALL = Latest(Article.objects.live)
IN_LANGUAGE = Latest(in_language)

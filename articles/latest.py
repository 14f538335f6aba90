"""What stands on a front page: the newest stories, and the newest of each section."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, CharField, F, OuterRef, QuerySet

from articles.models import Article, Section
from articles.models.lead import Lead
from articles.models.stories import ArticleQuerySet
from newsroom.postgres.statements import Given, Statement, one_of

LEADING = 4
PER_BLOCK = 4
# So many of those put first are looked at; some of them may not be out.
MOST_LEADS = 20


CARDS: Statement[Article] = Statement(
    lambda: Article.objects.as_cards().filter(one_of(F("pk"), "ids", BigIntegerField))
)
# All that a card depends on, but how many comments there are.
FACTS = ("version", "section__version", "lead_photo__version", "photo_over")
NAMED: Statement[tuple[Any, ...]] = Statement(
    lambda: (
        Article.objects.with_photo_rights()
        .filter(one_of(F("pk"), "ids", BigIntegerField))
        .values_list("pk", *FACTS)
    )
)


@dataclass
class Named:
    """A story of a block, by what its card depends on."""

    pk: int
    facts: tuple[Any, ...]
    comment_count: int = 0


class Cards:
    """The stories of all blocks; they are read when a card must be made of one."""

    def __init__(self, ids: list[int]) -> None:
        self.ids = ids

    @cached_property
    def by_pk(self) -> dict[int, Article]:
        return {card.pk: card for card in CARDS.ask(ids=self.ids)}


@dataclass
class Block:
    """A section's place on the front page."""

    section: Section
    stories: list[Named]
    cards: Cards

    @property
    def name(self) -> tuple[Any, ...]:
        """All that its bytes depend on."""
        shown = ((one.pk, *one.facts, one.comment_count) for one in self.stories)
        return (self.section.pk, self.section.version, *shown)

    def articles(self) -> list[Article]:
        """For a template to print."""
        shown = [self.cards.by_pk[story.pk] for story in self.stories]
        for article, story in zip(shown, self.stories, strict=True):
            article.comment_count = story.comment_count  # type: ignore[attr-defined]
        return shown


class Latest:
    """The newest of some stories: of all, or of those in one language."""

    def __init__(self, stories: Callable[[], ArticleQuerySet]) -> None:
        self.stories = stories
        self.fresh: Statement[Article] = Statement(self.led_or_newest)
        self.sections: Statement[Section] = Statement(self.sections_with_newest)

    def led_or_newest(self) -> QuerySet[Article]:
        """Those that editors put first and the newest, as many as are shown of each.

        A union, because each part then ends at the first rows of its index.
        """
        first = Lead.objects.order_by("position").values("article")[:MOST_LEADS]
        led = self.stories().filter(pk__in=first).order_by("lead__position")
        newest = self.stories().newest_first()
        ids = (found.values("pk")[: LEADING + 1] for found in (led, newest))
        cards = Article.objects.as_cards().filter(pk__in=next(ids).union(*ids))
        return cards.annotate(place=F("lead__position")).newest_first()

    def top(self, **given: Any) -> list[Article]:
        """What stands first, in its order: one query."""
        found = self.fresh.ask(**given)
        led = [card for card in found if card.place is not None]  # type: ignore[attr-defined]
        led.sort(key=lambda card: card.place)  # type: ignore[attr-defined]
        return filled_up(led, found)

    def sections_with_newest(self) -> QuerySet[Section]:
        of_section = self.stories().filter(section=OuterRef("pk")).newest_first()
        newest = of_section.values("pk")[: PER_BLOCK + LEADING + 1]
        return Section.objects.annotate(newest=ArraySubquery(newest))

    def by_section(self, used: set[int], **given: Any) -> list[Block]:
        """Two queries, each section's newest found by its index; no story twice."""
        found: list[tuple[Section, list[int]]] = [
            (section, [pk for pk in section.newest if pk not in used][:PER_BLOCK])  # type: ignore[attr-defined]
            for section in self.sections.ask(**given)
        ]
        ids = [pk for _section, newest in found for pk in newest]
        named = {pk: Named(pk, tuple(facts)) for pk, *facts in NAMED.ask(ids=ids)}
        cards = Cards(ids)
        blocks = (
            Block(section, [named[pk] for pk in newest if pk in named], cards)
            for section, newest in found
        )
        return [block for block in blocks if block.stories]


def filled_up(first: list[Article], newest: list[Article]) -> list[Article]:
    placed = {article.pk for article in first}
    rest = [article for article in newest if article.pk not in placed]
    return [*first, *rest][: LEADING + 1]


def in_language() -> ArticleQuerySet:
    return Article.objects.live().filter(language=Given("language", CharField()))


OF_ALL = Latest(Article.objects.live)
IN_LANGUAGE = Latest(in_language)

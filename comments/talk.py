"""How much readers say under each story: what lists print, and what is talked about."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from articles.models import Article, comments_hidden
from articles.models.article import address_of
from articles.models.languages import direction_of
from comments.models import Comment, Thread
from newsroom.postgres.statements import Statement, one_of

# Of so many of the newest stories, those that are talked about most.
NEWEST, TALKED_ABOUT = 40, 5


def coming() -> Case:
    """How many approved comments of a thread are still to show, as a number.

    Mostly there are none on any story: that is asked once, and then of no thread.
    """
    ahead = Comment.objects.coming()
    here = ahead.filter(article=OuterRef("article")).order_by().values("article")
    number = Coalesce(Subquery(here.annotate(n=Count("pk")).values("n")), 0)
    return Case(When(Exists(ahead), then=number), default=0)


def counted_stories() -> QuerySet[Thread, tuple[int, int]]:
    stories = one_of(F("article"), "articles", BigIntegerField)
    return (
        Thread.objects.filter(stories, approved_count__gt=0)
        .exclude(comments_hidden("article__"))
        .annotate(shown=F("approved_count") - coming())
        .values_list("article", "shown")
    )


class TalkedAbout(NamedTuple):
    """A story that readers talk about, with all that its place in that list prints."""

    pk: int
    headline: str
    language: str
    slug: str
    day: date
    comment_count: int

    @property
    def url(self) -> str:
        return address_of(self.day, self.slug)

    @property
    def direction(self) -> str:
        return direction_of(self.language)


def newest_counted() -> QuerySet[Article, tuple[Any, ...]]:
    """The newest stories, each with its number of comments, if it has any."""
    thread = Thread.objects.filter(article=OuterRef("pk"))
    shown = thread.annotate(shown=F("approved_count") - coming()).values("shown")
    newest = Article.objects.live().exclude(comments_hidden()).newest_first()
    printed = ("pk", "headline", "language", "slug", "first_published_on", "shown")
    return newest.annotate(shown=Subquery(shown)).values_list(*printed)[:NEWEST]


COUNTS: Statement[tuple[int, int]] = Statement(counted_stories)
NEWEST_COUNTED: Statement[tuple[Any, ...]] = Statement(newest_counted)


def shown_counts(article_ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    """How many comments readers see under each story that has any: one query."""
    return COUNTS.ask(articles=list(article_ids))


def most_talked_about() -> list[TalkedAbout]:
    """Of the newest stories those with the most comments: one query.

    Of stories and not of days, so that no page changes because a night has passed.
    """
    counted = [row for row in NEWEST_COUNTED.ask() if row[-1]]
    counted.sort(key=lambda row: (-row[-1], -row[0]))
    return [TalkedAbout(*row) for row in counted[:TALKED_ABOUT]]

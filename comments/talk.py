"""How much readers say under each story: what lists print, and what is talked about."""

from collections.abc import Iterable

from django.db.models import BigIntegerField, Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, comments_hidden
from comments.models import Comment, Thread
from newsroom.postgres.statements import Statement, one_of

# Of so many of the newest stories, those that are talked about most.
NEWEST, TALKED_ABOUT = 40, 5


def coming() -> Coalesce:
    """How many approved comments of a thread are still to show, as a number."""
    ahead = Comment.objects.coming().filter(article=OuterRef("article"))
    number = ahead.order_by().values("article").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number), 0)


def counted_stories() -> QuerySet[Thread, tuple[int, int]]:
    stories = one_of(F("article"), "articles", BigIntegerField)
    return (
        Thread.objects.filter(stories, approved_count__gt=0)
        .exclude(comments_hidden("article__"))
        .annotate(shown=F("approved_count") - coming())
        .values_list("article", "shown")
    )


def newest_counted() -> QuerySet[Article, tuple[int, int | None]]:
    """The newest stories, each with its number of comments, if it has any."""
    thread = Thread.objects.filter(article=OuterRef("pk"))
    shown = thread.annotate(shown=F("approved_count") - coming()).values("shown")
    newest = Article.objects.live().exclude(comments_hidden()).newest_first()
    counted = newest.annotate(shown=Subquery(shown)).values_list("pk", "shown")
    return counted[:NEWEST]


def named_cards() -> QuerySet[Article]:
    stories = one_of(F("pk"), "articles", BigIntegerField)
    return Article.objects.live().as_cards().filter(stories)


COUNTS: Statement[tuple[int, int]] = Statement(counted_stories)
NEWEST_COUNTED: Statement[tuple[int, int | None]] = Statement(newest_counted)
CARDS: Statement[Article] = Statement(named_cards)


def shown_counts(article_ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    """How many comments readers see under each story that has any: one query."""
    return COUNTS.ask(articles=list(article_ids))


def most_talked_about() -> list[Article]:
    """Of the newest stories those with the most comments, each with its
    ``comment_count``: two queries.

    Of stories and not of days, so that no page changes because a night has passed.
    """
    counts = {pk: count for pk, count in NEWEST_COUNTED.ask() if count}
    chosen = sorted(counts, key=lambda pk: (-counts[pk], -pk))[:TALKED_ABOUT]
    stories = {story.pk: story for story in CARDS.ask(articles=chosen)}
    for pk, story in stories.items():
        story.comment_count = counts[pk]  # type: ignore[attr-defined]
    return [stories[pk] for pk in chosen if pk in stories]

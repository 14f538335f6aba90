"""The stories that take comments: what a comment asks of one, or all that it prints."""

from django.db.models import CharField, DateField, Q, QuerySet
from django.http import Http404

from articles.converters import day_or_404
from articles.models import Article, PastAddress
from articles.models.topic import places
from comments.models import CommentPolicy
from comments.policies import TAKING_IN
from newsroom.postgres.statements import Both, Given, Statement


def with_comments() -> QuerySet[Article]:
    """No text of theirs: a comment asks where a story stands and what it takes."""
    return (
        Article.objects.live()
        .showing_comments()
        .select_related("section")
        .only(
            *("slug", "language", "published_at", "first_published_on"),
            *("comments_mode", "section__comments_mode"),
        )
    )


def whole() -> QuerySet[Article]:
    return (
        Article.objects.live()
        .showing_comments()
        .with_photo_rights()
        .annotate(topic_places=places())
        .select_related("section", "lead_photo", "source_agency")
    )


def at_address(stories: QuerySet[Article]) -> QuerySet[Article]:
    return stories.filter(
        slug=Given("slug", CharField()), first_published_on=Given("day", DateField())
    )


TAKING: Statement[Article] = Statement(lambda: at_address(with_comments()))
TAKING_NOW = Both(TAKING, TAKING_IN, article="id")
WHOLE: Statement[Article] = Statement(lambda: at_address(whole()))


def live_story(year: int, month: int, day: int, slug: str) -> Article:
    """The story that takes the comment; absent unless it is live at this moment."""
    return found(TAKING.first(slug=slug, day=day_or_404(year, month, day)))


def story_and_policy(
    year: int, month: int, day: int, slug: str
) -> tuple[Article, CommentPolicy]:
    """The same, and whether and how it takes one, of the same moment."""
    return found(TAKING_NOW.ask(slug=slug, day=day_or_404(year, month, day)))


def whole_story(article: Article) -> Article:
    """All that its page prints; absent if it has gone in between."""
    return found(WHOLE.first(slug=article.slug, day=article.first_published_on))


def found[Found](what: Found | None) -> Found:
    if what is None:
        raise Http404
    return what


def moved_story(slug: str) -> Article | None:
    """The live story that once had this slug, or has it under another date."""
    past = PastAddress.objects.filter(slug=slug, article__isnull=False)
    once = Q(slug=slug) | Q(pk__in=past.values("article"))
    return with_comments().filter(once).first()

import datetime
from collections.abc import Callable

from django.db.models import CharField, DateField, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from articles.converters import day_or_404
from articles.elsewhere import moved
from articles.models import Article
from articles.syndication import absolute, identity
from comments.models import Comment
from comments.stories import moved_story
from newsroom import feeds, pages
from newsroom.feeds import Author, Entry, Feed
from newsroom.pages import Given, Rendered

PER_FEED = 50


def stories_with_comments() -> QuerySet[Article]:
    return (
        Article.objects.live()
        .showing_comments()
        .filter(
            slug=Given("slug", CharField()),
            first_published_on=Given("day", DateField()),
        )
    )


STORY_FEED = pages.Page("story feed", stories_with_comments)


def elsewhere_under(place: str) -> Callable[..., HttpResponse]:
    """What answers under the old address of a story: where ``place`` is now."""

    def elsewhere(request: HttpRequest, day: datetime.date, slug: str) -> HttpResponse:
        story = moved_story(slug)
        if story is None:
            raise Http404
        return moved(request, f"{story.get_absolute_url()}{place}")

    return elsewhere


@STORY_FEED.view(missing=elsewhere_under("feed/"))
def feed_of_day(request: HttpRequest, day: datetime.date, slug: str) -> Rendered:
    article = Article.objects.defer("body", "body_text").get(slug=slug)
    newest = Comment.objects.visible().filter(article=article)
    shown = newest.order_by("-visible_from", "-pk")[:PER_FEED]
    path = article.get_absolute_url()
    with translation.override(article.language):
        made = Feed(
            title=_("Comments: %(headline)s") % {"headline": article.headline},
            url=absolute(f"{path}#comments"),
            own_url=absolute(f"{path}feed/"),
            description=article.standfirst,
            language=article.language,
            entries=[entry_of(comment, article.language) for comment in shown],
        )
    return Rendered(feeds.rss(made), article.language, feeds.RSS_KIND)


def entry_of(comment: Comment, language: str) -> Entry:
    moment = comment.submitted_at
    return Entry(
        id=identity("comment", comment.pk, moment),
        url=absolute(f"/comments/{comment.pk}/"),
        title=named(comment),
        html=comment.body_html,
        published=moment,
        updated=comment.edited_at or moment,
        language=language,
        authors=[Author(comment.author_name)],
    )


def named(comment: Comment) -> str:
    if comment.staff_id is None:
        return comment.author_name
    return _("%(name)s (newsroom)") % {"name": comment.author_name}


def feed(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    """The newest comments on a story, whole."""
    return feed_of_day(request, day=day_or_404(year, month, day), slug=slug)

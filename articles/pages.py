"""The public pages of the newspaper: what each is about, and how it is rendered."""

from typing import Any

from django.conf import settings
from django.db.models import CharField, DateField, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from articles.archive import some_days
from articles.furniture import furniture
from articles.models import Article, Contributor, Page, Publication, Section, Topic
from articles.parts import after, before
from articles.rendering import trusted
from newsroom import pages
from newsroom.pages import Given, Rendered


def live_story() -> QuerySet[Article]:
    return Article.objects.live().filter(
        slug=Given("slug", CharField()), first_published_on=Given("day", DateField())
    )


STORY = pages.Page("story", live_story)
FRONT = pages.Page("front", lambda: Publication.objects.filter(pk=1))
SECTION = pages.Page(
    "section", lambda: Section.objects.filter(slug=Given("slug", CharField()))
)
CONTRIBUTOR = pages.Page(
    "contributor", lambda: Contributor.objects.filter(slug=Given("slug", CharField()))
)
CORRECTIONS = pages.Page("corrections", lambda: Publication.objects.filter(pk=1))
CONTRIBUTORS = pages.Page("contributors", lambda: Publication.objects.filter(pk=1))
ARCHIVE = pages.Page("archive", some_days)
TOPIC = pages.Page(
    "topic", lambda: Topic.objects.filter(slug=Given("slug", CharField()))
)
TOPICS = pages.Page("topics", lambda: Publication.objects.filter(pk=1))
STANDING = pages.Page(
    "page", lambda: Page.objects.filter(slug=Given("slug", CharField()))
)


def rendered(
    request: HttpRequest,
    template: str,
    language: str = "",
    *,
    canonical: str,
    **context: Any,
) -> Rendered:
    """A page in its own language, else in the publication's.

    ``canonical`` is the path where it stands, whatever the address asked for; empty
    for what stands nowhere.
    """
    around = furniture()
    language = language or around.publication.language
    with translation.override(language):
        html = render_to_string(
            template,
            {
                "furniture": around,
                "canonical": canonical and f"{settings.SITE_URL}{canonical}",
                **context,
            },
            request,
        )
    return Rendered(html, language)


def render_story(request: HttpRequest, article: Article, **context: Any) -> Rendered:
    """A story's whole page. ``context`` reaches the parts that other apps put on it."""
    moment = (article.published_at, article.pk)
    near = Article.objects.defer("body", "body_text", "search")
    # A union, because each half then ends at the first row of its index.
    ids = [before(*moment).values("pk")[:1], after(*moment).values("pk")[:1]]
    found = near.filter(pk__in=ids[0].union(ids[1]))
    by_side = {(n.published_at, n.pk) < moment: n for n in found}
    article.body_html = trusted(article.body)  # type: ignore[attr-defined]
    return rendered(
        request,
        "articles/story.html",
        article.language,
        article=article,
        previous=by_side.get(True),
        next=by_side.get(False),
        canonical=article.get_absolute_url(),
        **context,
    )

"""The public pages of the newspaper: what each is about, and how it is rendered."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import CharField, DateField, Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from articles import illustrating, structured
from articles.archive import some_days
from articles.furniture import Furniture, furniture
from articles.models import Article, Contributor, Page, Publication, Section, Topic
from articles.parts import after, before
from articles.rendering import data_block
from articles.syndication import shown_picture
from newsroom import pages
from newsroom.pages import Given, Rendered


def by_slug(model: type[Model]) -> Callable[[], QuerySet[Any]]:
    """The row that the address names."""
    return lambda: model._default_manager.filter(slug=Given("slug", CharField()))


def the_paper() -> QuerySet[Publication]:
    return Publication.objects.filter(pk=1)


def live_story() -> QuerySet[Article]:
    return Article.objects.live().filter(
        slug=Given("slug", CharField()), first_published_on=Given("day", DateField())
    )


STORY = pages.Page("story", live_story)
FRONT = pages.Page("front", the_paper)
SECTION = pages.Page("section", by_slug(Section))
CONTRIBUTOR = pages.Page("contributor", by_slug(Contributor))
CONTRIBUTORS = pages.Page("contributors", the_paper)
TOPIC = pages.Page("topic", by_slug(Topic))
TOPICS = pages.Page("topics", the_paper)
CORRECTIONS = pages.Page("corrections", the_paper)
ARCHIVE = pages.Page("archive", some_days)
SEARCH = pages.Page("search", the_paper, kept=False)
STANDING = pages.Page("page", by_slug(Page))
SITEMAP = pages.Page("sitemap", the_paper)
NEWS = pages.Page("news sitemap", the_paper)
ROBOTS = pages.Page("robots", the_paper)
MANIFEST = pages.Page("manifest", the_paper)
COLOURS = pages.Page("colours", the_paper)
OEMBED = pages.Page("oembed", live_story, kept=False)
FEED = pages.Page("feed", the_paper)
SECTION_FEED = pages.Page("section feed", by_slug(Section))
CONTRIBUTOR_FEED = pages.Page("contributor feed", by_slug(Contributor))
TOPIC_FEED = pages.Page("topic feed", by_slug(Topic))


def rendered(
    request: HttpRequest,
    template: str,
    language: str = "",
    *,
    canonical: str,
    around: Furniture | None = None,
    **context: Any,
) -> Rendered:
    """A page in its own language, else in the publication's.

    ``canonical`` is the path where it stands, whatever the address asked for; empty
    for what stands nowhere.
    """
    around = around or furniture()
    language = language or around.publication.language
    with translation.override(language):
        html = render_to_string(
            template,
            {
                "furniture": around,
                "site": settings.SITE_URL,
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
    article.body_html = illustrating.shown(article.body)  # type: ignore[attr-defined]
    around = furniture()
    return rendered(
        request,
        "articles/story.html",
        article.language,
        article=article,
        previous=by_side.get(True),
        next=by_side.get(False),
        around=around,
        structured=data_block(structured.of_story(article, around.publication)),
        picture=shown_picture(article, "16x9"),
        canonical=article.get_absolute_url(),
        **context,
    )

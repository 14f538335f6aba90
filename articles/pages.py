"""The public pages of the newspaper: what each is about, and how it is rendered."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    Func,
    Model,
    QuerySet,
)
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from articles import illustrating, sharing, structured, translating
from articles.archive import some_days
from articles.furniture import Furniture, furniture
from articles.models import (
    Article,
    Contributor,
    Digest,
    Page,
    Publication,
    Section,
    Topic,
)
from articles.parts import after, before
from articles.rendering import data_block
from articles.stories import for_comments, row_of, with_all
from articles.syndication import paper_picture, shown_picture
from newsroom import pages
from newsroom.pages import Given, Rendered, facts_of
from newsroom.pages.around import PLACE, Around
from newsroom.pages.store import surroundings
from newsroom.postgres.statements import Statement


def by_slug(model: type[Model]) -> Callable[[], QuerySet[Any]]:
    """The row that the address names."""
    return lambda: model._default_manager.filter(slug=Given("slug", CharField()))


def the_paper() -> QuerySet[Publication]:
    return Publication.objects.filter(pk=1)


def live_story() -> QuerySet[Article]:
    return Article.objects.live().filter(
        slug=Given("slug", CharField()), first_published_on=Given("day", DateField())
    )


def paper_in_language() -> QuerySet[Publication]:
    """The paper, if it is out in this language too, besides its own."""
    language = Given("language", CharField())
    stories = Article.objects.live().filter(language=language)
    return the_paper().exclude(language=language).filter(Exists(stories))


STORY = pages.Page("story", live_story)
FRONT = pages.Page("front", the_paper)
LANGUAGE_FRONT = pages.Page("language front", paper_in_language)
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
MONTH_SITEMAP = pages.Page("month sitemap", some_days)
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
    around = around or furniture(facts_of(request))
    language = language or around.publication.language
    with translation.override(language):
        html = render_to_string(
            template,
            {
                "furniture": around,
                "site": settings.SITE_URL,
                "paper_picture": paper_picture(around.publication),
                "canonical": canonical and f"{settings.SITE_URL}{canonical}",
                **context,
            },
            request,
        )
    return Rendered(html, language)


class Kept(NamedTuple):
    """What is kept of a story: its page around the comments, and itself for them."""

    around: Around
    article: Article


def live_story_page(request: HttpRequest, slug: str) -> Rendered:
    """A live story's whole page. Its comments stand apart: what stands around them is
    kept for as long as it is true."""

    def made() -> Kept:
        article = row_of(slug)
        page = around_comments(request, article, PLACE)
        return Kept(Around(page.html), for_comments(article))

    facts = facts_of(request)
    around, article = surroundings.get(facts and STORY.around(facts), made)
    comments = comments_of(request, article)
    return Rendered(around.filled(comments), article.language)


def render_story(request: HttpRequest, article: Article, **context: Any) -> Rendered:
    """A story's whole page, made for one reader. ``context`` reaches the comments."""
    comments = comments_of(request, article, **context)
    return around_comments(request, article, comments, **context)


def comments_of(request: HttpRequest, article: Article, **context: Any) -> str:
    said = {"article": article, "request": request, **context}
    with translation.override(article.language):
        return render_to_string("articles/_comments.html", said)


def around_comments(
    request: HttpRequest, article: Article, comments: str, **context: Any
) -> Rendered:
    with_all(article)
    moment = place_of(article)
    alike: list[int] = getattr(article, "related_ids", None) or []
    around_it = NEAR_AND_ALIKE.ask(at=moment[0], pk=moment[1])
    older = [one for one in around_it if place_of(one) < moment]
    newer = [one for one in around_it if place_of(one) > moment]
    by_pk = {one.pk: one for one in around_it}
    article.body_html = illustrating.shown(article.body)  # type: ignore[attr-defined]
    around = furniture(facts_of(request))
    return rendered(
        request,
        "articles/story.html",
        article.language,
        article=article,
        comments=comments,
        previous=max(older, key=place_of, default=None),
        next=min(newer, key=place_of, default=None),
        related=[by_pk[pk] for pk in alike if pk in by_pk],
        around=around,
        structured=data_block(structured.of_story(article, around.publication)),
        picture=shown_picture(article, "16x9"),
        ways=sharing.ways(article, around.publication),
        translations=translating.elsewhere(article),
        alternates=translating.alternates(article, around.publication.language),
        canonical=article.get_absolute_url(),
        **context,
    )


def place_of(article: Article) -> tuple[datetime, int]:
    """Where it stands in the one order of all lists."""
    assert article.published_at is not None  # noqa: S101 (only live stories stand there)
    return article.published_at, article.pk


# What a page prints of a story that it leads to.
NAMED_BY = ("headline", "language", "slug", "first_published_on", "published_at")


def near_and_alike() -> QuerySet[Article]:
    """The stories next to a place on both sides, and some others: one query.

    A union, because each part then ends at the first rows of its index.
    """
    live = Article.objects.live()
    here = Given("pk", BigIntegerField())
    place = (Given("at", DateTimeField()), here)
    # Not given as a list: for one of unknown length the database plans each time.
    related = Func("related", function="unnest")
    alike = Digest.objects.filter(article=here).values(_one=related)
    ids = (
        before(*place).values("pk")[:1],
        after(*place).values("pk")[:1],
        live.filter(pk__in=alike).values("pk"),
    )
    return live.filter(pk__in=ids[0].union(*ids[1:])).only(*NAMED_BY)


NEAR_AND_ALIKE: Statement[Article] = Statement(near_and_alike)

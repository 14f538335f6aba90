import datetime
import re
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.core.files.storage import default_storage
from django.db.models import F, OuterRef, Prefetch
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
)
from django.views.decorators.http import require_safe

from articles import pages, structured, translating
from articles.converters import day_or_404
from articles.cursors import Cursor
from articles.elsewhere import (
    front_elsewhere,
    moved_or_missing,
    nothing_here,
    story_elsewhere,
)
from articles.furniture import furniture
from articles.models import (
    Article,
    Byline,
    Contributor,
    Correction,
    Page,
    Section,
)
from articles.models.stories import ArticleQuerySet
from articles.models.topic import places
from articles.models.translation import translations
from articles.rendering import clean, data_block, trusted
from newsroom.pages import Rendered

# As articles.renditions names them.
MADE = re.compile(r"[0-9a-f]{32}\.(avif|jpg|webp)")
# Not every Python and not every system knows them all.
KINDS = {"avif": "image/avif", "jpg": "image/jpeg", "webp": "image/webp"}
PER_PAGE = 20
LEADING = 4
PER_BLOCK = 4


class Block(NamedTuple):
    """A section's place on the front page."""

    section: Section
    articles: list[Article]


@pages.FRONT.view(missing=nothing_here)
def front(request: HttpRequest) -> Rendered:
    return front_of(request, Article.objects.live(), "", canonical="/")


@pages.LANGUAGE_FRONT.view(missing=front_elsewhere)
def language_front(request: HttpRequest, language: str) -> Rendered:
    """The paper as one reads it who reads this language only."""
    stories = Article.objects.live().filter(language=language)
    return front_of(request, stories, language, canonical=f"/{language}/")


def front_of(
    request: HttpRequest, stories: ArticleQuerySet, language: str, canonical: str
) -> Rendered:
    fresh = list(stories.as_cards().newest_first()[: LEADING + 1])
    used = {article.pk for article in fresh}
    blocks = [
        Block(section, articles[:PER_BLOCK])
        for section, articles in latest_by_section(used, stories)
        if articles
    ]
    around = furniture()
    fronts = translating.fronts(around.publication.language)
    return pages.rendered(
        request,
        "articles/front.html",
        language,
        around=around,
        edition=language,
        fronts=[front for front in fronts if front.url != canonical],
        alternates=translating.of_fronts(fronts),
        lead=next(iter(fresh), None),
        leading=fresh[1:],
        blocks=blocks,
        cards=[*fresh, *(card for block in blocks for card in block.articles)],
        canonical=canonical,
    )


def latest_by_section(
    used: set[int], stories: ArticleQuerySet
) -> list[tuple[Section, list[Article]]]:
    """Two queries, each section's newest found by its index."""
    of_section = stories.filter(section=OuterRef("pk")).newest_first()
    newest = of_section.values("pk")[: PER_BLOCK + LEADING + 1]
    sections = list(Section.objects.annotate(newest=ArraySubquery(newest)))
    ids = {pk for section in sections for pk in section.newest} - used
    cards = Article.objects.as_cards().in_bulk(ids)
    return [
        (section, [cards[pk] for pk in section.newest if pk in cards])
        for section in sections
    ]


@pages.SECTION.view(missing=moved_or_missing)
def section(request: HttpRequest, slug: str) -> Rendered:
    found = Section.objects.get(slug=slug)
    cursor = Cursor.read(request.GET.get("before", ""))
    cards = Article.objects.live().filter(section=found).as_cards()
    shown, older = cursor.page(cards, PER_PAGE)
    around = furniture()
    told = structured.of_section(found, shown, around.publication)
    return pages.rendered(
        request,
        "articles/section.html",
        found.language,
        around=around,
        structured=data_block(told),
        section=found,
        articles=shown,
        older=older,
        canonical=found.get_absolute_url(),
    )


@pages.CONTRIBUTOR.view(missing=moved_or_missing)
def contributor(request: HttpRequest, slug: str) -> Rendered:
    found = Contributor.objects.get(slug=slug)
    cursor = Cursor.read(request.GET.get("before", ""))
    shown, older = cursor.page_of(Byline.objects.filter(contributor=found), PER_PAGE)
    return pages.rendered(
        request,
        "articles/contributor.html",
        contributor=found,
        articles=shown,
        older=older,
        canonical=found.get_absolute_url(),
    )


@pages.CONTRIBUTORS.view(missing=nothing_here)
def contributors(request: HttpRequest) -> Rendered:
    return pages.rendered(
        request,
        "articles/contributors.html",
        contributors=Contributor.objects.all()[:500],
        canonical="/by/",
    )


@pages.STANDING.view(missing=moved_or_missing)
def standing(request: HttpRequest, slug: str) -> Rendered:
    page = Page.objects.get(slug=slug)
    return pages.rendered(
        request,
        "articles/page.html",
        page.language,
        page=page,
        body=trusted(clean(page.body)),
        canonical=page.get_absolute_url(),
    )


@pages.STORY.view(missing=story_elsewhere)
def story_of_day(request: HttpRequest, day: datetime.date, slug: str) -> Rendered:
    return pages.render_story(request, one_story(slug))


def story(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    return story_of_day(request, day=day_or_404(year, month, day), slug=slug)


def one_story(slug: str) -> Article:
    """A live story with everything its page prints but its comments: three queries."""
    return (
        Article.objects.live()
        .with_photo_rights()
        .annotate(
            topic_places=places(),
            related_ids=F("digest__related"),
            translations=translations(),
        )
        .select_related("section", "lead_photo", "source_agency")
        .prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("contributor")),
            Prefetch("corrections", Correction.objects.order_by("pk")),
        )
        .get(slug=slug)
    )


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """A rendition, for ever: its name changes with its bytes. No originals here."""
    made = MADE.fullmatch(name)
    if not made or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=KINDS[made[1]])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

import datetime

from django.http import HttpRequest, HttpResponse

from articles import fronts, latest, pages, structured
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
    Page,
    Section,
)
from articles.rendering import clean, data_block, trusted
from newsroom.pages import Rendered, facts_of

PER_PAGE = 20


@pages.FRONT.view(missing=nothing_here)
def front(request: HttpRequest) -> Rendered:
    return fronts.rendered(request, pages.FRONT, latest.OF_ALL, "", canonical="/")


@pages.LANGUAGE_FRONT.view(missing=front_elsewhere)
def language_front(request: HttpRequest, language: str) -> Rendered:
    """The paper as one reads it who reads this language only."""
    page, stories = pages.LANGUAGE_FRONT, latest.IN_LANGUAGE
    return fronts.rendered(request, page, stories, language, f"/{language}/")


@pages.SECTION.view(missing=moved_or_missing)
def section(request: HttpRequest, slug: str) -> Rendered:
    found = Section.objects.get(slug=slug)
    cursor = Cursor.read(request.GET.get("before", ""))
    cards = Article.objects.live().filter(section=found).as_cards()
    shown, older = cursor.page(cards, PER_PAGE)
    around = furniture(facts_of(request))
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
    return pages.live_story_page(request, slug)


def story(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    return story_of_day(request, day=day_or_404(year, month, day), slug=slug)

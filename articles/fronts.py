"""A front page, rendered: for readers, and for an editor who arranges it."""

from django.http import HttpRequest

from articles import pages, translating
from articles.furniture import furniture
from articles.latest import Latest
from articles.models import Article
from newsroom.pages import Rendered, facts_of


def rendered(
    request: HttpRequest,
    stories: Latest,
    language: str,
    canonical: str,
    top: list[Article] | None = None,
) -> Rendered:
    """``top`` is what would stand first, where an editor only looks."""
    fresh = stories.top(language=language) if top is None else top
    blocks = stories.by_section({article.pk for article in fresh}, language=language)
    around = furniture(facts_of(request))
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
        shown=[*fresh, *(story for block in blocks for story in block.stories)],
        canonical=canonical,
        is_preview=top is not None,
        noindex=top is not None,
    )

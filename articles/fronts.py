"""A front page, rendered: for readers, and for an editor who arranges it."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from articles import latest, pages, translating
from articles.furniture import Furniture, furniture
from articles.latest import Choice, Latest
from newsroom.pages import Page, Rendered, facts_of
from newsroom.pages.around import PLACE, Around
from newsroom.pages.store import choices, surroundings


def rendered(
    request: HttpRequest, page: Page, stories: Latest, language: str, canonical: str
) -> Rendered:
    """The cards are put together anew, with the comments that are counted on them.
    Which stories they are of, and what stands around them, is kept while it is true."""
    facts = facts_of(request)
    name = facts and (canonical, page.around(facts))
    around = furniture(facts)
    shown = language or around.publication.language
    choice = choices.get(name, lambda: stories.chosen(language=language))
    kept: Around = surroundings.get(
        name,
        lambda: Around(around_cards(request, around, PLACE, shown, canonical).html),
    )
    cards = cards_of(choice, shown, of_one_language=bool(language))
    return Rendered(kept.filled(cards), shown)


def as_led(request: HttpRequest, led: list[int]) -> Rendered:
    """The paper's own as it would be with these put first: an editor only looks."""
    around = furniture()
    language = around.publication.language
    cards = cards_of(latest.OF_ALL.chosen(led), language)
    return around_cards(request, around, cards, language, "", is_preview=True)


def around_cards(
    request: HttpRequest,
    around: Furniture,
    cards: str,
    language: str,
    canonical: str,
    **context: Any,
) -> Rendered:
    fronts = translating.fronts(around.publication.language)
    return pages.rendered(
        request,
        "articles/front.html",
        language,
        around=around,
        cards=cards,
        fronts=[front for front in fronts if front.url != canonical],
        alternates=translating.of_fronts(fronts),
        canonical=canonical,
        noindex=not canonical,
        **context,
    )


def cards_of(choice: Choice, language: str, *, of_one_language: bool = False) -> str:
    blocks = latest.blocks_of(choice)
    said = {
        "blocks": blocks,
        "shown": [story for block in blocks for story in block.stories],
        "of_one_language": of_one_language,
    }
    with translation.override(language):
        return render_to_string("articles/_cards.html", said)

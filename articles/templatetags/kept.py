"""Pieces of pages that are made once: for the next page they cost a look-up.

Each is kept under all that its bytes depend on, so it can be old and never stale.
"""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from articles.latest import Block
from articles.models import Article
from newsroom import places
from newsroom.pages.store import pieces

register = template.Library()
CARD = "articles/_card.html"
TOP, PLACE = "articles/_top.html", "articles/_block.html"


@register.simple_tag
def place(view: str, *words: str) -> str:
    """As ``{% url %}``, for the addresses that every page has."""
    return places.place(view, *words)


@register.simple_tag
def card(article: Article, **look: Any) -> str:
    """A story in a list."""
    name = (get_language(), *named(article), *look.items())
    words = {"article": article, **look}
    return pieces.get(name, lambda: render_to_string(CARD, words))


@register.simple_tag
def front_block(block: Block) -> str:
    """A place on the front page: its top, or a section with its newest stories."""
    name = (get_language(), "block", *block.name)
    template = PLACE if block.section else TOP
    return pieces.get(name, lambda: render_to_string(template, made_of(block)))


def made_of(block: Block) -> dict[str, Any]:
    return {"section": block.section, "articles": block.articles(), "card": CARD}


def named(article: Article) -> tuple[Any, ...]:
    """All that a card's bytes depend on. Versions go up with every change of a row."""
    photo = article.lead_photo
    return (
        *(article.pk, article.version, article.section.version),
        *(photo and photo.version, article.photo_over),  # type: ignore[attr-defined]
        getattr(article, "comment_count", 0),
    )


@register.simple_tag(takes_context=True)
def furnished(
    context: template.Context, name: str, here: str = "", within: str = ""
) -> str:
    """What stands around a page. ``here`` and ``within`` are the section that it is,
    and the one that it belongs to."""
    furniture = context["furniture"]
    words = {
        "furniture": furniture,
        "publication": furniture.publication,
        "here": here,
        "within": within,
    }
    if furniture.epoch is None:
        return render_to_string(name, words)
    kept_as = (get_language(), name, furniture.epoch, here, within)
    return pieces.get(kept_as, lambda: render_to_string(name, words))

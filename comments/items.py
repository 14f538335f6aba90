"""A thread's places as HTML: a template each, for the price of joining strings.

Places of one shape differ in a few values only. The template is rendered once for a
shape, with marks where the values stand, and cut at the marks. A place is then these
pieces with its own values, escaped, between them: to the byte what the template makes.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from django.template import loader
from django.template.base import Template
from django.template.context import Context
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from articles.templatetags.moments import WHEN, written
from comments.arranging import Item
from comments.rendering import trusted

TEMPLATE = "comments/_comment.html"
# The template wants a number for the first. Nobody's words are searched for marks:
# only what is rendered here, which has no words of anybody's.
MARKS: dict[str, Any] = {"pk": 987_650_123_456_789}
MARKS |= {
    n: f"\ue000{n}\ue001" for n in ("number", "author", "moment", "body", "edited")
}
NAMES = {str(mark): name for name, mark in MARKS.items()}
MARK = re.compile(f"({'|'.join(NAMES)})")


class Shape(NamedTuple):
    """All that the template chooses by."""

    opens: range
    follows: bool
    closes: range
    is_gap: bool
    takes_replies: bool
    is_edited: bool
    is_staff: bool


def shape_of(item: Item, takes_replies: bool) -> Shape:
    comment = item.comment
    return Shape(
        item.opens,
        item.follows,
        item.closes,
        is_gap=comment is None,
        takes_replies=takes_replies and comment is not None,
        is_edited=bool(comment and comment.edited_at),
        is_staff=bool(comment and comment.staff_id),
    )


def values_of(item: Item, language: str | None, zone: str) -> dict[str, str]:
    """All that the template prints, as HTML."""
    comment = item.comment
    if comment is None:
        return {"pk": str(item.pk)}
    said, edited = comment.submitted_at, comment.edited_at
    return {
        "pk": str(item.pk),
        "number": item.number,
        "author": escape(comment.author_name),
        "moment": written(said, WHEN, language, zone) if said else "",
        "body": comment.body_html,
        "edited": written(edited, WHEN, language, zone) if edited else "",
    }


def html_of(items: Iterable[Item], takes_replies: bool) -> str:
    """Places one after another, in the language and the time zone of the moment."""
    template = loader.get_template(TEMPLATE).template  # type: ignore[attr-defined]
    language, zone = get_language(), get_current_timezone_name()
    made: list[str] = []
    for item in items:
        cut = pieces(template, language, shape_of(item, takes_replies)).copy()
        values = values_of(item, language, zone)
        cut[1::2] = [values[name] for name in cut[1::2]]
        made += cut
    return trusted("".join(made))


@lru_cache(1000)
def pieces(template: Template, language: str | None, shape: Shape) -> list[str]:
    """Markup and names of values, in turn. A template that was edited is another."""
    cut = MARK.split(template.render(Context({"shape": shape, **MARKS})))
    cut[1::2] = [NAMES[mark] for mark in cut[1::2]]
    return cut

"""A thread's places as HTML: a template each, for the price of joining strings.

Places of one shape differ in a few values only. The template is rendered once for a
shape, with marks where the values stand, which become the names of a format. A place
is then this format with its own values, escaped: to the byte what the template makes.
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
MARK = re.compile("|".join(NAMES))
TO_ESCAPE = re.compile("[&<>\"']")


class Shape(NamedTuple):
    """All that the template chooses by."""

    opens: int
    follows: bool
    closes: int
    is_gap: bool
    takes_replies: bool
    is_edited: bool
    is_staff: bool

    @property
    def opened(self) -> range:
        return range(self.opens)

    @property
    def closed(self) -> range:
        return range(self.closes)


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


def values_of(item: Item, language: str | None, zone: str) -> dict[str, Any]:
    """All that the template prints, as HTML."""
    comment = item.comment
    if comment is None:
        return {"pk": item.pk}
    said, edited = comment.submitted_at, comment.edited_at
    author = comment.author_name
    return {
        "pk": item.pk,
        "number": item.number,
        "author": escape(author) if TO_ESCAPE.search(author) else author,
        "moment": written(said, WHEN, language, zone) if said else "",
        "body": comment.body_html,
        "edited": written(edited, WHEN, language, zone) if edited else "",
    }


def html_of(items: Iterable[Item], takes_replies: bool) -> str:
    """Places one after another, in the language and the time zone of the moment."""
    template = loader.get_template(TEMPLATE).template  # type: ignore[attr-defined]
    language, zone = get_language(), get_current_timezone_name()
    return trusted(
        "".join(
            format_of(template, language, shape_of(item, takes_replies))
            % values_of(item, language, zone)
            for item in items
        )
    )


@lru_cache(1000)
def format_of(template: Template, language: str | None, shape: Shape) -> str:
    """Its markup with the names of values in it. A template that was edited is
    another."""
    markup = template.render(Context({"shape": shape, **MARKS})).replace("%", "%%")
    return MARK.sub(lambda mark: f"%({NAMES[mark[0]]})s", markup)

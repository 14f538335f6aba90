"""What differs between two texts of a story, field by field."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from articles import history
from articles.history import Content
from articles.models import Article, BylineRole
from articles.rendering import plain
from newsroom.differences import Piece, by_word


class Change(NamedTuple):
    label: str
    pieces: list[Piece]


def changes(old: Content, new: Content) -> list[Change]:
    """What differs, field by field, in the order in which an editor fills them in."""
    found = []
    for name in in_order({**old, **new}):
        before, after = shown(name, old.get(name)), shown(name, new.get(name))
        if before == after and name == "body" and old.get(name) != new.get(name):
            before, after = old.get(name) or "", new.get(name) or ""
        if before != after:
            found.append(Change(label_of(name), by_word(before, after)))
    return found


def in_order(names: Iterable[str]) -> list[str]:
    """As a form asks them: what the database gives back is in an order of its own."""
    places = {field.name: place for place, field in enumerate(history.fields())}
    return sorted(names, key=lambda name: places.get(name, len(places)))


def label_of(name: str) -> str:
    if name == "bylines":
        return _("bylines")
    return str(getattr(Article._meta.get_field(name), "verbose_name", name))


def shown(name: str, value: Any) -> str:
    """A field's value as words."""
    match value:
        case {"role": role, "name": said}:
            return f"{dict(BylineRole.choices).get(role, role)} {said}"
        case {"caption": caption, "credit_line": credit, "alt_text": alt}:
            return f"{caption}\n{credit}\n{alt}"
        case list():
            return "\n".join(shown(name, one) for one in value)
        case str() if name == "body":
            return plain(value)
    said = value["name"] if isinstance(value, dict) else value
    return "" if said is None else str(said)

"""What differs between two texts of a story, field by field."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

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
    for name in {**old, **new}:
        before, after = shown(name, old.get(name)), shown(name, new.get(name))
        if before == after and name == "body" and old.get(name) != new.get(name):
            before, after = old.get(name) or "", new.get(name) or ""
        if before != after:
            found.append(Change(label_of(name), by_word(before, after)))
    return found


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

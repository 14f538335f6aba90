"""Two texts of a story side by side, word by word. What a page prints is never HTML."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from articles.history import Content
from articles.models import Article, BylineRole
from articles.rendering import plain

WORD = re.compile(r"\s*\S+|\s+$")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Beyond that many words in one changed passage it is shown as written anew.
MOST_WORDS = 4_000


class Piece(NamedTuple):
    """Words that both have, that are gone, or that are new."""

    kind: str
    text: str


class Change(NamedTuple):
    label: str
    pieces: list[Piece]


def by_word(old: str, new: str) -> list[Piece]:
    """Line by line first: a long text costs what was changed in it."""
    pieces: list[Piece] = []
    for same, before, after in runs(LINE.findall(old), LINE.findall(new)):
        if same:
            pieces.append(Piece("same", "".join(before)))
        else:
            pieces += within("".join(before), "".join(after))
    return pieces


def within(old: str, new: str) -> Iterator[Piece]:
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        before, after = [old] if old else [], [new] if new else []
    for same, gone, fresh in runs(before, after):
        if same:
            yield Piece("same", "".join(gone))
            continue
        if gone:
            yield Piece("gone", "".join(gone))
        if fresh:
            yield Piece("new", "".join(fresh))


def runs(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        yield kind == "equal", old[i:j], new[k:m]


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

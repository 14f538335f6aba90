"""Two texts side by side, word by word. What a page prints is never HTML."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

WORD = re.compile(r"\s*\S+|\s+$")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Beyond that many words in one changed passage it is shown as written anew.
MOST_WORDS = 4_000


class Piece(NamedTuple):
    """Words that both have, that are gone, or that are new."""

    kind: str
    text: str


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

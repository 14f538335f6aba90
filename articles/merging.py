"""Two people wrote on one text: what they changed apart goes together by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from articles.history import Content, bare

BLOCK = re.compile(r".*?</(?:p|h2|h3|li|pre|figure|table|dl)>\s*|.+$", re.DOTALL)


class Clash(NamedTuple):
    """Where both changed the same, each in a way of their own."""

    base: Any
    mine: Any
    theirs: Any


@dataclass
class Merged:
    """Where two clash, mine stands in the content and both are named."""

    content: Content = field(default_factory=dict)
    clashes: dict[str, list[Clash]] = field(default_factory=dict)


def merge(base: Content, mine: Content, theirs: Content) -> Merged:
    """What I wrote, with what a colleague saved since I read ``base``.

    Without a base, or with a field that it does not know, every difference clashes.
    """
    merged = Merged()
    for name, my in mine.items():
        was, their = base.get(name), theirs.get(name)
        if bare(my) == bare(their) or (name in base and bare(their) == bare(was)):
            merged.content[name] = my
        elif name in base and bare(my) == bare(was):
            merged.content[name] = their
        elif name == "body":
            body, clashes = merge_bodies(was or "", my, their or "")
            merged.content[name] = body
            if clashes:
                merged.clashes[name] = clashes
        else:
            merged.content[name] = my
            merged.clashes[name] = [Clash(was, my, their)]
    return merged


def merge_bodies(base: str, mine: str, theirs: str) -> tuple[str, list[Clash]]:
    """Block by block; nothing that either wrote is in neither of the two answers."""
    result, clashes = [], []
    for was, my, their in regions(*map(BLOCK.findall, (base, mine, theirs))):
        if their in (was, my):
            result += my
        elif my == was:
            result += their
        else:
            result += my
            clashes.append(Clash("".join(was), "".join(my), "".join(their)))
    return "".join(result), clashes


Blocks = list[str]


def regions(
    base: Blocks, mine: Blocks, theirs: Blocks
) -> Iterator[tuple[Blocks, Blocks, Blocks]]:
    """The three texts cut where all of them still agree."""
    in_mine, in_theirs = places(base, mine), places(base, theirs)
    agreed = [at for at in range(len(base)) if at in in_mine and at in in_theirs]
    b = m = t = 0
    for at in [*agreed, len(base)]:
        my, their = in_mine.get(at, len(mine)), in_theirs.get(at, len(theirs))
        yield from singly(base[b:at], mine[m:my], theirs[t:their])
        if at < len(base):
            yield [base[at]], [mine[my]], [theirs[their]]
        b, m, t = at + 1, my + 1, their + 1


def singly(
    base: Blocks, mine: Blocks, theirs: Blocks
) -> Iterator[tuple[Blocks, Blocks, Blocks]]:
    """Neighbours, where each of the three has as many: one by one."""
    if len(base) == len(mine) == len(theirs):
        for one in zip(base, mine, theirs, strict=True):
            yield [one[0]], [one[1]], [one[2]]
    elif base or mine or theirs:
        yield base, mine, theirs


def places(base: Blocks, other: Blocks) -> dict[int, int]:
    """Where each block of the base stands in the other, if it still does."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }

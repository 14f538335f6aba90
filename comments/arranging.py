"""Comments in the order of a thread: numbered, nested, with their gaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Printed(NamedTuple):
    """What a place prints of its comment; its shape alone is the first three."""

    pk: int
    path: list[int]
    depth: int
    author_name: str = ""
    submitted_at: datetime | None = None
    edited_at: datetime | None = None
    staff_id: int | None = None
    body_html: str = ""


@dataclass
class Item:
    """One place in the thread: a comment, or the gap where one stood."""

    pk: int
    depth: int
    comment: Printed | None = None
    number: str = ""
    # Lists to open before it and to close after it.
    opens: int = 0
    closes: int = 0
    # Whether it stands beside or above what came before it in its list.
    follows: bool = False


def arranged(
    rows: Iterable[Printed], depth: int, first: int, newest: bool = False
) -> list[Item]:
    """Rows in the order of their paths, with gaps where an ancestor is not public."""
    items: list[Item] = []
    seen: set[int] = set()
    for row in rows:
        for level, pk in enumerate(row.path[:-1], start=1):
            if pk not in seen:
                seen.add(pk)
                items.append(Item(pk, min(level, depth)))
        seen.add(row.pk)
        items.append(Item(row.pk, min(row.depth, depth), row))
    number(items, first)
    if newest:
        items = turned(items)
    nest(items)
    return items


def number(items: list[Item], first: int) -> None:
    """1, 2, 2.1, 2.2, 3 …; a gap takes no number."""
    counters, above = [first - 1], [""]
    for item in items:
        del counters[item.depth :], above[item.depth :]
        while len(counters) < item.depth:
            above.append(f"{above[-1]}{counters[-1]}." if counters[-1] else above[-1])
            counters.append(0)
        if item.comment is not None:
            counters[-1] += 1
            item.number = f"{above[-1]}{counters[-1]}."


def turned(items: list[Item]) -> list[Item]:
    """The newest top first; what stands under each, and its number, stays."""
    groups: list[list[Item]] = []
    for item in items:
        if item.depth == 1:
            groups.append([])
        groups[-1].append(item)
    return [item for group in reversed(groups) for item in group]


def nest(items: list[Item]) -> None:
    """How many lists begin before an item, and how many end after it."""
    depths = [item.depth for item in items]
    for before, item, after in zip([0, *depths], items, [*depths[1:], 0], strict=False):
        item.opens = max(0, item.depth - before)
        item.follows = item.depth <= before
        item.closes = max(0, item.depth - after)

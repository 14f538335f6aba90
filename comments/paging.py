"""Which comments of a long thread stand on which page of it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Of all depths, on one page: a bound on what a page can cost.
MOST_ON_A_PAGE = 300
# Pages on either side of the one that is read, by which links lead.
BESIDE = 2


class Stretch(NamedTuple):
    """What stands on a page: the tops from one place to before another, in the order
    of time. Of a top that has more than a page of replies, those from one on."""

    start: int
    end: int
    skip: int | None = None


def stretches(sizes: Sequence[int], per_page: int, newest: bool) -> list[Stretch]:
    """Each page, the first one first. ``sizes`` has each top with all that is under it.

    With the newest first they are counted from the end.
    """
    pages: list[Stretch] = []
    here: list[int] = []
    held = 0
    for top in reversed(range(len(sizes))) if newest else range(len(sizes)):
        size = sizes[top]
        if here and (len(here) == per_page or held + size > MOST_ON_A_PAGE):
            pages.append(Stretch(min(here), max(here) + 1))
            here, held = [], 0
        if size > MOST_ON_A_PAGE:
            parts = range(0, size, MOST_ON_A_PAGE)
            pages += [Stretch(top, top + 1, skip) for skip in parts]
        else:
            here.append(top)
            held += size
    if here or not pages:
        pages.append(Stretch(min(here, default=0), max(here, default=-1) + 1))
    return pages


def page_of(pages: Iterable[Stretch], top: int, before: int) -> int:
    """The page of a comment under a top, which so many of that top stand before."""
    for number, (start, end, skip) in enumerate(pages, start=1):
        here = start <= top < end
        if here and (skip is None or skip <= before < skip + MOST_ON_A_PAGE):
            return number
    return 1


def shown_links(page: int, last: int) -> list[int | None]:
    """The first page, the last, and those around the one that is read; None for those
    left out between."""
    near = range(max(1, page - BESIDE), min(last, page + BESIDE) + 1)
    shown: list[int | None] = []
    for number in sorted({1, *near, last}):
        if shown and number - (shown[-1] or 0) > 1:
            shown.append(None)
        shown.append(number)
    return shown

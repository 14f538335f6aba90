"""Which comments of a long thread stand on which page of it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
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
    in_order = sizes[::-1] if newest else sizes
    upto = [0, *accumulate(in_order)]
    pages: list[Stretch] = []
    start = 0
    while start < len(in_order):
        fitting = bisect_right(upto, upto[start] + MOST_ON_A_PAGE) - 1
        end = max(min(start + per_page, fitting), start + 1)
        low, high = (len(sizes) - end, len(sizes) - start) if newest else (start, end)
        if fitting > start:
            pages.append(Stretch(low, high))
        else:
            parts = range(0, in_order[start], MOST_ON_A_PAGE)
            pages += [Stretch(low, high, skip) for skip in parts]
        start = end
    return pages or [Stretch(0, 0)]


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

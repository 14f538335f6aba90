"""How much slower a large site is than a small one: asked by turns, as others are."""

from collections.abc import Sequence
from statistics import median

from newsroom.bench.turns import Ours, Site


def slower(small: Ours, large: Ours, rows: Sequence[str]) -> dict[str, float]:
    """So many times, by the names of rows: the median of pairs of runs, one of each,
    for no machine is as quick at all times. 1 is as quick."""
    with small.served() as one, large.served() as other:
        return {row: times(one, other, row) for row in rows}


def times(one: Site, other: Site, row: str) -> float:
    of_one, of_other = one.driver.by_turns(one.sides[row], other.sides[row])
    pairs = zip(of_one, of_other, strict=True)
    return median(mine.per_second / its.per_second for mine, its in pairs)

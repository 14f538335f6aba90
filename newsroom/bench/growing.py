"""How much slower a large site is than a small one: asked by turns, as others are."""

from collections.abc import Sequence

from newsroom.bench.driver import times_as_quick
from newsroom.bench.turns import Ours, Site


def slower(small: Ours, large: Ours, rows: Sequence[str]) -> dict[str, float]:
    """So many times, by the names of rows: the median of pairs of runs, one of each,
    for no machine is as quick at all times. 1 is as quick."""
    with small.served() as one, large.served() as other:
        return {row: times(one, other, row) for row in rows}


def times(one: Site, other: Site, row: str) -> float:
    turns = one.driver.by_turns(one.sides[row], other.sides[row])
    of_one, of_other = ([run.per_second for run in runs] for runs in turns)
    return times_as_quick(of_one, of_other)

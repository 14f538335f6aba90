"""The shapes of threads: who answers whom among some twenty comments in a row."""

import random
from collections.abc import Iterator

BLOCK = 24
SHAPES = 64
DEEPEST_PLACE = 10


def shapes(seed: int) -> Iterator[tuple[int, int, int | None, int | None, int, list]]:
    """Rows of shape, place, parent's place, root's place, depth, path of places.

    The path follows the database's own rule: below the tenth level replies stand
    side by side.
    """
    dice = random.Random(f"{seed} trees")  # noqa: S311 (no secret)
    for shape in range(SHAPES):
        answers = dice.choice((0.1, 0.4, 0.4, 0.7, 0.95))
        paths: list[list[int]] = []
        for place in range(BLOCK):
            if place == 0 or dice.random() > answers:
                paths.append([place])
                yield shape, place, None, None, 1, [place]
                continue
            parent = dice.randint(max(0, place - 4), place - 1)
            path = [*paths[parent][: DEEPEST_PLACE - 1], place]
            paths.append(path)
            yield shape, place, parent, path[0], len(path), path

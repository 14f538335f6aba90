"""How long the server works for a search, by how many stories hold its words.

Asked inside this process, as in ``desk``. No page of results is stored: each search is
asked twice, the first time of what may still be on the disk.
"""

import random
import time
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from statistics import median, quantiles
from typing import Any

from django.test import Client

from newsroom.bench.words import COMMON

MOST = 60


def times(reader: Client) -> dict[str, dict[str, float]]:
    common = [word for said in COMMON.values() for word in said.split()]
    some = rare(set(common))
    two = [" ".join(pair) for pair in pairs(common)]
    asked: dict[str, Iterable[str | dict[str, str]]] = {
        "common": (f"{word} -x{at}" for at, word in enumerate(common)),
        "two": two,
        "phrase": (f'"{both}"' for both in two),
        "out": (" -".join(pair) for pair in pairs(common)),
        "arabic": COMMON["ar"].split(),
        "rare": some,
        "common, rare": (
            f"{pair[0]} {pair[1]}" for pair in zip(common, some, strict=False)
        ),
        "filtered": narrowed(common[::3] + some),
    }
    return {name: timed(reader, searches) for name, searches in asked.items()}


def narrowed(words: list[str]) -> Iterable[dict[str, str]]:
    """Within a section, within some years, or of one contributor, in turn."""
    from articles.models import Contributor

    named = Contributor.objects.order_by("pk").values_list("slug", flat=True)
    contributors = list(named[:MOST])
    for at, word in enumerate(words):
        filters = (
            {"section": "culture"},
            {"since": "2014-01-01", "until": "2016-06-30"},
            {"by": contributors[at % len(contributors)]},
        )
        yield {"q": word, **filters[at % len(filters)]}


def pairs(words: list[str]) -> Iterable[tuple[str, str]]:
    """A common word and the next of its language."""
    return pairwise(words)


def rare(common: set[str]) -> list[str]:
    """Of some stories' texts a word each that few others hold."""
    from articles.models import Article

    newest = Article.objects.live().order_by("-pk").values_list("body_text", flat=True)
    dice = random.Random(1)  # noqa: S311 (no secret)
    said = [text.lower().replace(".", " ").split() for text in newest[:MOST]]
    longest = [sorted(set(words) - common, key=len)[-5:] for words in said]
    return [dice.choice(words) for words in longest if words]


def timed(reader: Client, searches: Iterable[str | dict[str, str]]) -> dict[str, Any]:
    """Milliseconds: the median, and what 95 in 100 stay under, now and at first."""
    asked = list(islice(searches, MOST))
    first, taken = (list(each_time(reader, asked)) for _again in range(2))
    return {
        "median_ms": median(taken),
        "most_ms": quantiles(taken, n=20)[-1],
        "first_ms": quantiles(first, n=20)[-1],
        "times": len(taken),
    }


def each_time(reader: Client, searches: list[str | dict[str, str]]) -> Iterator[float]:
    for words in searches:
        asked = words if isinstance(words, dict) else {"q": words}
        began = time.perf_counter()
        answer = reader.get("/search/", asked)
        yield (time.perf_counter() - began) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"The search for {words} answered {answer.status_code}.")

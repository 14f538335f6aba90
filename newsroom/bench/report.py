"""The figures as a page for people: what was measured, on what, against what."""

from collections.abc import Iterator
from typing import Any

from newsroom.bench import beside, first
from newsroom.bench.machine import machine

# Requests a second, on the machine that they were set for: two cores, on which a view
# that says one sentence answers so often.
SET_FOR = 16_300
BUDGETS = {
    "front, warm": 3000,
    "story, warm": 3000,
    "front, cold": 400,
    "story, cold": 400,
    "comment accepted": 400,
}
NEARLY = 0.8
MEANING = {
    "constant": "a Django view that says one sentence",
    "one row": "a Django view that prints one row",
    "front, warm": "front page, validator known",
    "story, warm": "story with 50 comments, validator known",
    "story, warm, approving": "the same, while ten comments a second are approved"
    " on others",
    "front, cold": "front page, rendered each time",
    "story, cold": "story with 50 comments, rendered each time",
    "busiest story, cold": "story with 5,000 comments or the most, rendered each time",
    "200 stories, cold": "200 stories in turn, rendered each time",
    "desk": "first page of the desk",
    "comment accepted": "comment accepted: screened, committed, held",
}
BUSIEST, APPROVING = "busiest story, cold", "story, warm, approving"
# What two sizes are asked for by turns, where both are served at once.
BY_TURNS = tuple(row for row in MEANING if row != APPROVING)
# Milliseconds of the server's, for one moderator.
DESK = {
    "page": ("first page of the desk", 40),
    "polling": ("what an open screen asks every few seconds", None),
    "decision": ("one decision", 20),
    "bulk": ("1,000 comments approved in one press", 2000),
}
SEARCH = {
    "common": "a word that most stories hold",
    "two": "two such words",
    "phrase": "two such words as a phrase",
    "out": "one such word without another",
    "arabic": "such words of Arabic",
    "rare": "a word that few hold",
    "common, rare": "a common word and a rare one",
    "filtered": "any of them in a section, in some years, by a contributor",
}
SEARCHED_WITHIN = 50
EDITING = {
    "list": ("first page of the list of stories", None),
    "common": ("a search in it for a word that most hold", None),
    "mentioned": ("a search in it for a name that fifty hold", None),
    "rare": ("a search in it for a word that one in a thousand hold", None),
    "form": ("the form of a story", None),
    "save": ("a save of a story of 10,000 words", 100),
}
# They may not take longer in a large newspaper. A rare word is in more stories there,
# and its page prints more rows.
LOOKS = ("list", "common", "mentioned", "form")
PICTURE = (8, 400)
LARGE = 100_000
MOST_MEMORY = 200 * 2**20
MOST_WITH_DATABASE = 350 * 2**20


def written(
    found: list[dict[str, Any]], peers: dict[str, Any], runs: int, seconds: float
) -> str:
    return "\n".join(
        [
            *head(runs, seconds),
            *map("\n".join, map(size, found)),
            *growth(found),
            *beside.beside(found[0], peers),
            "",
        ]
    )


def head(runs: int, seconds: float) -> Iterator[str]:
    on = machine()
    yield "# Benchmarks\n"
    yield "Written by `make bench`; do not edit. Two web processes under granian, with"
    yield "production's settings, PostgreSQL and the load generator share one machine:"
    yield (
        f"{on['cores']} cores, {on['memory']}, {on['system']}, Python {on['python']},"
        f" Django {on['django']}, granian {on['granian']}; load by {on['load']}."
    )
    yield (
        f"Each figure is the median of {runs} runs of {seconds:g} s, 16 connections."
        f" The machine's load in the quarter of an hour before was {on['busy']}: above"
        " its cores, or near them, it had other work, and quiet it would do better."
        f" The budgets were set for a machine on which a view that says one sentence"
        f" answers {SET_FOR:,} requests/s: what each is of that stands beside it, to be"
        " held against the same of this machine, just before and after. A story that is"
        " rendered each time has its comments made anew, a front page has them counted"
        " anew, and what stands around is kept, as when a comment is approved; of 200"
        " stories in turn nothing is kept."
    )


def size(found: dict[str, Any]) -> Iterator[str]:
    figures = found["figures"]
    yield (
        f"\n## {found['stories']:,} stories, {found['comments']:,} comments,"
        f" {found['held']:,} held\n"
    )
    yield f"The database was made in {found['made_in']:,.0f} s.\n"
    yield "| what | requests/s | of a constant view | median | 99th in 100 | budget |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, meaning in MEANING.items():
        one = figures[name]
        wanted = BUDGETS.get(name)
        budget = f"{wanted:,} or {wanted / SET_FOR:.3f}" if wanted else ""
        yield (
            f"| {meaning} | {one['per_second']:,.0f} |"
            f" {share(one):.3f} | {one['median_ms']:.1f} ms |"
            f" {one['worst_hundredth_ms']:.1f} ms | {budget} |"
        )
    yield (
        f"\nThe story with the most has {found['busiest']:,} comments here, and"
        f" {found['busiest_shows']} on its first page."
    )
    yield (
        "\nMemory of the web processes after this (PSS):"
        f" {found['memory'] / 2**20:.0f} MiB; budget {MOST_MEMORY / 2**20:.0f} MiB."
        f" With PostgreSQL: {found['memory_whole'] / 2**20:.0f} MiB;"
        f" budget {MOST_WITH_DATABASE / 2**20:.0f} MiB.\n"
    )
    yield from beside.behind_nginx(found["front"])
    yield from first.of(found)
    yield from server_time("the desk", DESK, found["desk"])
    yield from server_time("the editors’ admin", EDITING, found["editing"])
    yield picture(found["picture"])
    yield from search(found["search"])
    yield "| page | queries cold | warm | blocks read cold | warm | at most | scanned |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for page, cost in found["pages"].items():
        yield (
            f"| {page} | {cost['queries_cold']} | {cost['queries_warm']} |"
            f" {cost['buffers_cold']:,} | {cost['buffers_warm']:,} |"
            f" {cost['most']:,} | {', '.join(cost['scanned'])} |"
        )
    # On a small site a scan is right, and an index is not missed.
    if found["stories"] >= LARGE:
        yield from contract(found["breaches"])


def contract(breaches: list[str]) -> Iterator[str]:
    """Whether every page keeps to its budget, and would not without its indexes."""
    if not breaches:
        yield "\nNo page breaks its budget, and each does when its indexes are dropped."
        return
    yield "\nThe budget is broken:\n"
    for breach in breaches:
        yield f"- {breach[:300]}"


def server_time(
    where: str, rows: dict[str, tuple[str, int | None]], found: dict[str, Any]
) -> Iterator[str]:
    yield f"| {where}, server time | median | of it Python | budget |"
    yield "| --- | ---: | ---: | ---: |"
    for name, (meaning, budget) in rows.items():
        wall, cpu = found[name]["wall_ms"], found[name]["cpu_ms"]
        limit = f"{budget:,} ms" if budget else ""
        yield f"| {meaning} | {wall:,.1f} ms | {cpu:,.1f} ms | {limit} |"
    yield ""


def picture(found: dict[str, float]) -> str:
    seconds, megabytes = PICTURE
    return (
        f"A photo of 24 megapixels with its {found['files']:.0f} renditions takes the"
        f" worker {found['seconds']:.1f} s of one core, and {found['megabytes']:.0f} MB"
        f" at the most; budget {seconds} s and {megabytes} MB.\n"
    )


def search(found: dict[str, Any]) -> Iterator[str]:
    yield (
        "| a search, server time | median | 95 in 100 stay under | budget |"
        " the first time, from the disk |"
    )
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, meaning in SEARCH.items():
        one = found[name]
        yield (
            f"| {meaning} | {one['median_ms']:,.1f} ms | {one['most_ms']:,.1f} ms |"
            f" {SEARCHED_WITHIN} ms | {one['first_ms']:,.1f} ms |"
        )
    yield ""


def share(one: dict[str, float]) -> float:
    """Of a constant view's requests, measured just before and after: a machine that is
    quicker at one time than at another does not show in it."""
    return one["per_second"] / one["constant"]


def work(one: dict[str, float]) -> float:
    """The same of server time: in constant views made in it."""
    return one["wall_ms"] / one["constant_ms"]


def alike(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The smallest site whose longest thread is as long as the largest site's: on one
    of a thousand stories nobody says five thousand things about one."""
    enough = found[-1]["busiest"] * NEARLY
    return next(each for each in found if each["busiest"] >= enough)


def growth(found: list[dict[str, Any]]) -> Iterator[str]:
    """How much slower the largest site is than the smallest; the budget is 1.2."""
    if len(found) < 2:
        return
    small, large = found[0], found[-1]
    yield f"\n## From {small['stories']:,} to {large['stories']:,} stories\n"
    yield "Both were served at the same time and asked by turns, and the times are the"
    yield "median of the pairs. While comments are approved, requests are held against"
    yield "a constant view's just before and after; server time against one view's.\n"
    yield "| what | times slower | budget |"
    yield "| --- | ---: | ---: |"
    for name, meaning in MEANING.items():
        first = alike(found) if name == BUSIEST else small
        before, after = (share(each["figures"][name]) for each in (first, large))
        times = large["slower"].get(name, before / after)
        since = "" if first is small else f", from {first['stories']:,} stories"
        yield f"| {meaning}{since} | {times:.2f} | 1.20 |"
    few, many = (work(each["desk"]["page"]) for each in (small, large))
    held = f"{small['held']:,} to {large['held']:,} held"
    yield f"| server time of the desk's first page, {held} | {many / few:.2f} | 1.20 |"
    for name in LOOKS:
        few, many = (work(each["editing"][name]) for each in (small, large))
        yield f"| server time of {EDITING[name][0]} | {many / few:.2f} | 1.20 |"

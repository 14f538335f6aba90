"""The part of the report that sets the site beside other software, and behind nginx."""

from collections.abc import Iterator
from typing import Any

from newsroom.bench.driver import times_as_quick

ROWS = {
    "story": "story with 50 comments, made for each reader",
    "story_stale": "the same, up to a minute stale",
    "front": "front page, made for each reader",
    "front_stale": "the same, up to a minute stale",
    "comment": "comment accepted, held, a moderator told",
}
# Of ours: what, of whose, which figure of theirs, at least so many times as quick.
DEMANDS = (
    ("story, warm", "WordPress", "story", 150),
    ("story, warm", "Wagtail", "story", 60),
    ("story, warm", "Wagtail", "story_stale", 1),
    ("story, cold", "Wagtail", "story", 8),
    ("comment accepted", "WordPress", "comment", 4),
)
OURS = {
    "story, warm": "story with 50 comments, validator known",
    "story, cold": "story with 50 comments, rendered each time",
    "comment accepted": "comment accepted",
}
OF_A_FILE = 0.9
# The two web processes of Wagtail and of WordPress work on one request each at a time.
ONE_PROCESS = {"WORKERS": "1", "THREADS": "2"}
COMPARED = ("front, cold", "story, cold", "story, warm", "comment accepted")


def demanded(peer: str, row: str) -> list[str]:
    """What of ours is to be so much quicker than this of theirs."""
    return [what for what, name, of, _least in DEMANDS if (name, of) == (peer, row)]


def behind_nginx(found: dict[str, Any]) -> Iterator[str]:
    """A story behind the shipped configuration, and a file of its size there."""
    if reason := found.get("skipped"):
        yield f"Behind nginx: not measured, {reason}.\n"
        return
    page, file = found["page"], found["file"]
    yield (
        f"Behind the shipped nginx, by TLS, a story of {found['bytes'] / 1000:.0f} kB:"
        f" {page['per_second']:,.0f} requests/s, median {page['median_ms']:.1f} ms; a"
        f" file of its size from the same nginx: {file['per_second']:,.0f}, median"
        f" {file['median_ms']:.1f} ms. That is"
        f" {page['per_second'] / file['per_second']:.2f} of it; budget {OF_A_FILE}.\n"
    )


def beside(ours: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    """Other software with the same words on the same machine, and the ratios."""
    if not found:
        return
    there = {name: peer for name, peer in found.items() if "skipped" not in peer}
    yield "\n## Beside other software\n"
    yield "In the same run on the same machine, with the words of the smallest site,"
    yield "whose column is from its own measurement, some minutes before the others'."
    yield "Isso gives the comments alone, as JSON. WordPress is Debian's, with the"
    yield "quickest of its themes at hand and no page cache; its letters are put on the"
    yield "disk, as a mail server's queue does at least. Wagtail's go nowhere."
    yield "Newsroom's two web processes work on three requests each at once. Wagtail's"
    yield "and WordPress's two work on one each: as many as one process of two threads."
    for name, peer in found.items():
        if reason := peer.get("skipped"):
            yield f"{name} was skipped: {reason}."
    if not there:
        return
    yield ""
    yield from figures(ours, there)
    yield ""
    yield from ratios(there)


def figures(ours: dict[str, Any], there: dict[str, Any]) -> Iterator[str]:
    mine = (ours, ours["small"])
    columns = [*map(as_theirs, mine), *(peer["figures"] for peer in there.values())]
    one = " ".join(f"{name}={value}" for name, value in ONE_PROCESS.items())
    names = ["Newsroom", f"with `{one}`", *(peer["version"] for peer in there.values())]
    yield f"| requests/s | {' | '.join(names)} |"
    yield f"| --- |{' ---: |' * len(names)}"
    for row, meaning in ROWS.items():
        told = (
            f"{each[row]['per_second']:,.1f}" if row in each else "" for each in columns
        )
        yield f"| {meaning} | {' | '.join(told)} |"
    warm = (f"{each['figures']['story, warm']['per_second']:,.1f}" for each in mine)
    yield f"| {OURS['story, warm']} | {' | '.join(warm)} |{'  |' * len(there)}"
    for name, meaning in (
        ("memory", "memory (PSS): web processes"),
        ("memory_whole", "and the database"),
    ):
        sizes = (each.get(name) for each in (*mine, *there.values()))
        told = (f"{size / 2**20:.0f} MiB" if size else "" for size in sizes)
        yield f"| {meaning} | {' | '.join(told)} |"


def as_theirs(ours: dict[str, Any]) -> dict[str, Any]:
    mine = ours["figures"]
    return {
        "story": mine["story, cold"],
        "front": mine["front, cold"],
        "comment": mine["comment accepted"],
    }


def ratios(there: dict[str, Any]) -> Iterator[str]:
    yield "Here both were served at the same time and asked by turns, theirs, ours,"
    yield "theirs, ours, for a machine is not as quick at all times. The requests/s are"
    yield "medians; each run of ours was held against theirs just before, and the times"
    yield "are the median of that.\n"
    yield "| of ours | to | ours | theirs | times as quick | at least |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for what, name, row, least in DEMANDS:
        if name not in there:
            continue
        theirs = there[name]["figures"][row]
        ours = theirs["ours"][what]
        figures = " | ".join(f"{each['per_second']:,.1f}" for each in (ours, theirs))
        yield (
            f"| {OURS[what]} | {name}: {ROWS[row]} | {figures} |"
            f" {times(ours, theirs)} | {least} |"
        )


def times(ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    mine, its = ([run["per_second"] for run in of["runs"]] for of in (ours, theirs))
    return f"{times_as_quick(mine, its):,.1f}" if all(its) else "none was answered"

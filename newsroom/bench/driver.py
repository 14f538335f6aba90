"""Load from another process: by wrk, or where it is missing by our own generator."""

import http.client
import json
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count, islice
from pathlib import Path
from tempfile import NamedTemporaryFile

from newsroom.bench.load import COUNTED

CONNECTIONS = 16
CONSTANT = "/bench/constant/"
FOUND = {
    "per_second": re.compile(r"Requests/sec:\s+([\d.]+)"),
    "median_ms": re.compile(r"\s50%\s+([\d.]+)(us|ms|s)"),
    "worst_hundredth_ms": re.compile(r"\s99%\s+([\d.]+)(us|ms|s)"),
}
STATUS = re.compile(r"Status (\d+): (\d+)")
BY_LUA = Path(__file__).with_name("load.lua")
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000}


class WrongAnswer(Exception):
    """The site answered something else than what was to be measured."""


@dataclass(frozen=True)
class Figure:
    per_second: float
    median_ms: float
    worst_hundredth_ms: float


# Run after run, for as long as somebody asks for the next.
Runs = Iterator[Figure]


@dataclass
class Driver:
    """Puts load on a port: the median of some short runs."""

    port: int
    runs: int
    seconds: float
    scheme: str = "http"
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def same(self, path: str) -> Figure:
        """One address, asked again and again."""
        return self.alone(self.asking(path))

    def alone(self, side: Runs) -> Figure:
        (runs,) = self.by_turns(side)
        return median(runs)

    def by_turns(self, *sides: Runs) -> list[list[Figure]]:
        """A run of each side, and again: what slows the machine meets all of them.

        The runs of each side. A first turn does not count: it meets what no process
        has met before.
        """
        _first, *turns = islice(zip(*sides, strict=True), self.runs + 1)
        return [list(runs) for runs in zip(*turns, strict=True)]

    def asking(self, path: str) -> Runs:
        wrk = shutil.which("wrk")
        if wrk is None:
            yield from self.sending([self.get(path)])
            return
        if self.scheme == "http":
            # Of the two generators ours alone tells one good status from another.
            yield self.once([self.get(path)], "200")
        while True:
            yield self.by_wrk(wrk, path)

    def asking_anew(self, paths: list[str]) -> Runs:
        """Each time under a host's name of its own."""
        named = f"h{COUNTED.decode()}.localhost"
        return self.sending([self.get(path, host=named) for path in paths])

    def sending(self, requests: list[str], status: str = "200") -> Runs:
        """Several requests in turn, each answered by this status and no other."""
        wrk = shutil.which("wrk")
        once = partial(self.once_by_wrk, wrk) if wrk else self.once
        while True:
            yield once(requests, status)

    def get(self, path: str, host: str = "localhost", cookies: str = "") -> str:
        cookie = f"Cookie: {cookies}\r\n" if cookies else ""
        return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{cookie}\r\n"

    def first(self) -> int:
        """Runs of one driver never send the same number twice."""
        return next(self.numbers) * 1_000_000

    def once(self, requests: list[str], status: str) -> Figure:
        asked = {
            "port": self.port,
            "seconds": self.seconds,
            "connections": CONNECTIONS,
            "requests": requests,
            "first": self.first(),
        }
        said = subprocess.run(
            [sys.executable, "-m", "newsroom.bench.load"],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(said.stdout)
        refuse_others(requests, status, found["statuses"])
        return Figure(**{name: found[name] for name in FOUND})

    def once_by_wrk(self, wrk: str, requests: list[str], status: str) -> Figure:
        """The same with less of the machine's work: a hundredth of what is measured,
        where our own generator takes a twentieth."""
        with NamedTemporaryFile("w", encoding="utf-8", newline="") as asked:
            asked.write("\0".join(requests))
            asked.flush()
            more = ("-s", str(BY_LUA)), (asked.name, str(self.first()))
            said = self.heard_by_wrk(wrk, "/", *more)
        refuse_others(requests, status, dict(STATUS.findall(said)))
        return figure_of(said)

    def by_wrk(self, wrk: str, path: str) -> Figure:
        said = self.heard_by_wrk(wrk, path)
        if "Non-2xx" in said:
            raise WrongAnswer(f"{path}: {said}")
        return figure_of(said)

    def heard_by_wrk(
        self, wrk: str, path: str, how: Sequence[str] = (), for_it: Sequence[str] = ()
    ) -> str:
        return subprocess.run(
            [
                *(wrk, "--latency", "-t1", f"-c{CONNECTIONS}", *how),
                *(f"-d{max(1, round(self.seconds))}s", "-H", "Host: localhost"),
                *(f"{self.scheme}://127.0.0.1:{self.port}{path}", *for_it),
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def settle(self) -> None:
        """Wait until those who were cut off at the end of a run have their answers:
        making them would slow whoever has the next turn."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        asked.request("GET", "/", headers={"Host": "localhost"})
        asked.getresponse().read()
        asked.close()

    def settled(self, side: Runs) -> Runs:
        for run in side:
            self.settle()
            yield run


def median(runs: list[Figure]) -> Figure:
    return sorted(runs, key=lambda run: run.per_second)[len(runs) // 2]


def times_as_quick(one: Sequence[float], other: Sequence[float]) -> float:
    """So many times the requests/s: the median of pairs of runs, made by turns."""
    return statistics.median(mine / its for mine, its in zip(one, other, strict=True))


def refuse_others(requests: list[str], status: str, found: dict[str, int]) -> None:
    if set(found) != {status}:
        line = requests[0].split("\r\n", 1)[0]
        raise WrongAnswer(f"{line} was answered {found}, not {status}.")


def figure_of(said: str) -> Figure:
    return Figure(**{name: read(said, shape) for name, shape in FOUND.items()})


def read(said: str, shape: re.Pattern[str]) -> float:
    match = shape.search(said)
    if match is None:
        raise WrongAnswer(f"wrk said something else than usual: {said}")
    number, *unit = match.groups()
    return float(number) * (MILLISECONDS[unit[0]] if unit else 1)

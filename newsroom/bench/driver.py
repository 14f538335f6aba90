"""Load from another process: wrk for one address, our own generator for many."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import count

from newsroom.bench.load import COUNTED

CONNECTIONS = 16
FOUND = {
    "per_second": re.compile(r"Requests/sec:\s+([\d.]+)"),
    "median_ms": re.compile(r"\s50%\s+([\d.]+)(us|ms|s)"),
    "worst_hundredth_ms": re.compile(r"\s99%\s+([\d.]+)(us|ms|s)"),
}
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000}


class WrongAnswer(Exception):
    """The site answered something else than what was to be measured."""


@dataclass(frozen=True)
class Figure:
    per_second: float
    median_ms: float
    worst_hundredth_ms: float


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
        if wrk := shutil.which("wrk"):
            if self.scheme == "http":
                self.once([self.get(path)], "200")
            return self.median([self.by_wrk(wrk, path) for _ in range(self.runs)])
        return self.each([self.get(path)])

    def by_turns(self, *paths: str) -> list[Figure]:
        """Several addresses, each in every run: what slows the machine meets all."""
        wrk = shutil.which("wrk") or "wrk"
        runs = [[self.by_wrk(wrk, path) for path in paths] for _ in range(self.runs)]
        return [self.median(list(figures)) for figures in zip(*runs, strict=True)]

    def fresh(self, paths: list[str]) -> Figure:
        """Pages that were never asked for: each under a host's name of its own."""
        named = f"h{COUNTED.decode()}.localhost"
        return self.each([self.get(path, host=named) for path in paths])

    def each(self, requests: list[str], status: str = "200") -> Figure:
        return self.median([self.once(requests, status) for _ in range(self.runs)])

    def get(self, path: str, host: str = "localhost", cookies: str = "") -> str:
        cookie = f"Cookie: {cookies}\r\n" if cookies else ""
        return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{cookie}\r\n"

    def once(self, requests: list[str], status: str) -> Figure:
        asked = {
            "port": self.port,
            "seconds": self.seconds,
            "connections": CONNECTIONS,
            "requests": requests,
            # Runs of one driver never send the same number twice.
            "first": next(self.numbers) * 1_000_000,
        }
        said = subprocess.run(
            [sys.executable, "-m", "newsroom.bench.load"],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(said.stdout)
        if set(found["statuses"]) != {status}:
            line = requests[0].split("\r\n", 1)[0]
            raise WrongAnswer(f"{line} was answered {found['statuses']}, not {status}.")
        return Figure(**{name: found[name] for name in FOUND})

    def by_wrk(self, wrk: str, path: str) -> Figure:
        said = subprocess.run(
            [
                *(wrk, "--latency", "-t1", f"-c{CONNECTIONS}"),
                *(f"-d{max(1, round(self.seconds))}s", "-H", "Host: localhost"),
                f"{self.scheme}://127.0.0.1:{self.port}{path}",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        if "Non-2xx" in said:
            raise WrongAnswer(f"{path}: {said}")
        return Figure(**{name: read(said, shape) for name, shape in FOUND.items()})

    def median(self, runs: list[Figure]) -> Figure:
        return sorted(runs, key=lambda run: run.per_second)[len(runs) // 2]


def read(said: str, shape: re.Pattern[str]) -> float:
    match = shape.search(said)
    if match is None:
        raise WrongAnswer(f"wrk said something else than usual: {said}")
    number, *unit = match.groups()
    return float(number) * (MILLISECONDS[unit[0]] if unit else 1)

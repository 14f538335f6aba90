"""One of our sites while another, or other software, is asked by turns with it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from newsroom.bench.corpus import Size
from newsroom.bench.databases import Database
from newsroom.bench.driver import Driver, Runs
from newsroom.bench.in_front import free_port
from newsroom.bench.sides import sides
from newsroom.embedded import Cluster


@dataclass(frozen=True)
class Site:
    """What others shall print, and runs of each row of the report, by its name."""

    paper: Mapping[str, Any]
    driver: Driver
    sides: Mapping[str, Runs]


class Ours:
    """Runs and seconds are everybody's, so that both sides have as many and as long."""

    def __init__(self, size: Size, cluster: Cluster, runs: int, seconds: float) -> None:
        self.size, self.cluster = size, cluster
        self.runs, self.seconds = runs, seconds

    @contextmanager
    def served(self) -> Iterator[Site]:
        """At a port of its own, and idle unless the next run of a side is asked for.

        With keys of its own too, so that it knows nobody and no words from before.
        """
        port = free_port()
        runner = Database(self.size, self.cluster, port).runner
        with runner.begun("-m", "newsroom.bench.ours") as program:
            said = program.stdout.readline() if program.stdout else ""
            if not said:
                raise RuntimeError("Our own site did not start.")
            told = json.loads(said)
            driver = Driver(port, self.runs, self.seconds)
            asked = sides(driver, told)
            settled = {what: driver.settled(side) for what, side in asked.items()}
            yield Site(told["paper"], driver, settled)

import datetime
import json
import os
import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.bench import first, growing, peers, report
from newsroom.bench.corpus import Size
from newsroom.bench.databases import SERVING, Database, make_missing, running
from newsroom.bench.machine import machine
from newsroom.bench.turns import Ours
from newsroom.embedded import Cluster
from newsroom.serving.port import claim

# From a thousand held comments, and some to decide on one by one, to a million.
FULL = (Size(1_000, 10_000, 1_100), Size(100_000, 3_000_000, 1_000_000))
QUICK = FULL[:1]
RESULTS = Path(settings.BASE_DIR) / "docs" / "benchmarks.md"


class Command(BaseCommand):
    help = "Measure the site at several sizes, on databases made for it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--quick", action="store_true", help="one size, short runs, write nothing"
        )
        parser.add_argument(
            "--stories", type=int, help="measure this size too, with ten comments each"
        )
        parser.add_argument(
            "--keep",
            type=Path,
            metavar="FOLDER",
            help="keep the large databases there, and take those that are there",
        )
        parser.add_argument(
            "--peers",
            action="store_true",
            help="measure other software too: installs Python packages under"
            " var/bench/peers and, as root of a Debian, WordPress, MariaDB, PHP-FPM"
            " and nginx by apt-get",
        )

    def handle(self, *args: Any, quick: bool, **options: Any) -> None:
        claim(settings.HOST, settings.PORT)
        sizes = list(QUICK if quick else FULL)
        if stories := options["stories"]:
            sizes.append(Size(stories, stories * 10, stories))
        own = self.folder / f"run-{os.getpid()}"
        folder = options["keep"] or own
        try:
            make_missing(sizes, folder, self.stdout.write)
            with running(folder, SERVING) as cluster:
                self.measure(sizes, cluster, quick, options["peers"])
        finally:
            shutil.rmtree(own, ignore_errors=True)

    @property
    def folder(self) -> Path:
        return Path(settings.VAR) / "bench"

    def measure(
        self, sizes: list[Size], cluster: Cluster, quick: bool, others: bool
    ) -> None:
        runs, seconds = (1, 1) if quick else (3, 4)
        smallest, *larger = sizes
        more = ("others",) if others else ()
        found = [self.measured(smallest, cluster, runs, seconds, *more)]
        beside = {}
        if others:
            self.stdout.write("Measuring other software …")
            ours = Ours(smallest, cluster, runs, seconds)
            beside = peers.measured(self.folder / "peers", cluster, ours)
        found += [self.measured(size, cluster, runs, seconds) for size in larger]
        if larger:
            sites = [Ours(size, cluster, runs, seconds) for size in sizes]
            found[-1]["slower"] = self.slower(found, sites)
        if not quick:
            self.stdout.write("Starting a fresh clone …")
            found[0]["clone"] = first.run_from_a_clone(settings.BASE_DIR)
        table = report.written(found, beside, runs, seconds)
        self.stdout.write(table)
        if not quick:
            RESULTS.write_text(table)
            self.keep({"sizes": found, "peers": beside})
        large = (size for size in found if size["stories"] >= report.LARGE)
        if breaches := [breach for size in large for breach in size["breaches"]]:
            raise CommandError("\n".join(["The query budget is broken:", *breaches]))

    def slower(
        self, found: list[dict[str, Any]], sites: list[Ours]
    ) -> dict[str, float]:
        """The largest than the smallest, but for the longest thread, which is nearly as
        long on one that is less small."""
        self.stdout.write("Measuring by turns …")
        # What waited in the smallest was decided on when it was measured, and its desk
        # shows little now.
        Database(sites[0].size, sites[0].cluster).make()
        like = sites[found.index(report.alike(found))]
        rows = [row for row in report.BY_TURNS if row != report.BUSIEST]
        return growing.slower(sites[0], sites[-1], rows) | growing.slower(
            like, sites[-1], [report.BUSIEST]
        )

    def measured(
        self, size: Size, cluster: Cluster, runs: int, seconds: float, *more: str
    ) -> dict[str, Any]:
        """One size in a database of its own, by processes in its own environment.

        More is what is measured where others are too.
        """
        database, began = Database(size, cluster), time.monotonic()
        self.stdout.write(f"Measuring {size.stories:,} stories …")
        database.migrate()
        run = database.runner.python
        said = run("-m", "newsroom.bench.measure", str(runs), str(seconds), *more)
        self.stdout.write(f"Measured in {time.monotonic() - began:.0f} s.")
        return {
            "stories": size.stories,
            "comments": size.comments,
            "held": size.held,
            "made_in": database.made_in(),
            **json.loads(said),
        }

    def keep(self, found: dict[str, Any]) -> None:
        moment = datetime.datetime.now(datetime.UTC)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{moment:%Y%m%d-%H%M%S}.json"
        path.write_text(json.dumps({"machine": machine(), **found}, indent=2))
        self.stdout.write(f"Written to {RESULTS} and {path}.")

import datetime
import json
import os
import secrets
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from newsroom.bench import report
from newsroom.bench.corpus import Size
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

    def handle(self, *args: Any, quick: bool, **options: Any) -> None:
        claim(settings.HOST, settings.PORT)
        sizes = list(QUICK if quick else FULL)
        if stories := options["stories"]:
            sizes.append(Size(stories, stories * 10, stories))
        runs, seconds = (1, 2) if quick else (3, 4)
        with cluster() as socket:
            found = [
                {
                    "stories": size.stories,
                    "comments": size.comments,
                    "held": size.held,
                    **self.measured(size, socket, runs, seconds),
                }
                for size in sizes
            ]
        table = report.written(found, runs, seconds)
        self.stdout.write(table)
        if not quick:
            RESULTS.write_text(table)
            self.keep(found)

    def measured(
        self, size: Size, socket: Path, runs: int, seconds: float
    ) -> dict[str, Any]:
        """One size in a database of its own, by processes in its own environment."""
        name = f"bench{size.stories}"
        run = Runner(name, environment(socket, name))
        run.database()
        run.manage("migrate", "-v0")
        run.manage("createcachetable", "-v0")
        self.stdout.write(f"{size.stories:,} stories, {size.comments:,} comments:")
        run.manage(
            "make_corpus",
            *("--stories", str(size.stories), "--comments", str(size.comments)),
            *("--held", str(size.held)),
        )
        run.settle()
        self.stdout.write("Measuring …")
        said = run.python("-m", "newsroom.bench.measure", str(runs), str(seconds))
        found: dict[str, Any] = json.loads(said)
        return found

    def keep(self, found: list[dict[str, Any]]) -> None:
        moment = datetime.datetime.now(datetime.UTC)
        folder = Path(settings.VAR) / "bench"
        folder.mkdir(exist_ok=True)
        path = folder / f"{moment:%Y%m%d-%H%M%S}.json"
        whole = {"machine": report.machine(), "sizes": found}
        path.write_text(json.dumps(whole, indent=2))
        self.stdout.write(f"Written to {RESULTS} and {path}.")


@contextmanager
def cluster() -> Iterator[Path]:
    """A PostgreSQL of this run's own, gone afterwards."""
    made = Cluster(
        Path(settings.VAR) / f"bench-{os.getpid()}" / "postgres",
        ("max_wal_size=4GB", "checkpoint_timeout=30min"),
    )
    try:
        yield made.ensure()
    finally:
        made.leave()
        shutil.rmtree(made.root, ignore_errors=True)
        shutil.rmtree(made.root.parent, ignore_errors=True)


def environment(socket: Path, name: str) -> dict[str, str]:
    """Production's, for one machine: no DEMO, keys of its own, one proxy in front."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.bench.settings",
        "DATABASE_URL": f"postgres://newsroom@/{name}?host={socket}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ADDRESS_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://localhost:{settings.PORT}",
        "DEMO": "0",
        "DEBUG": "0",
        "TRUSTED_PROXIES": "1",
        "EMAIL_URL": "",
        "PORT": str(settings.PORT),
    }


class Runner:
    """Runs our own programs in one environment."""

    def __init__(self, name: str, env: dict[str, str]) -> None:
        self.name = name
        self.env = env

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.env,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    def manage(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.env,
            check=True,
        )

    def database(self) -> None:
        self.sql(f"CREATE DATABASE {self.name}", into="newsroom")

    def settle(self) -> None:
        """What autovacuum would do within minutes, done now."""
        self.sql("VACUUM (ANALYZE)")
        self.sql("CHECKPOINT")

    def sql(self, statement: str, into: str = "") -> None:
        import psycopg

        url = self.env["DATABASE_URL"]
        if into:
            url = url.replace(f"/{self.name}?", f"/{into}?")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)

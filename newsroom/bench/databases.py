"""The databases that are measured: one for each size, in a PostgreSQL of their own."""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from newsroom.bench.corpus import Size
from newsroom.embedded import Cluster

SERVING = ("max_wal_size=4GB", "checkpoint_timeout=30min")
# What is lost when the power goes is made again.
MAKING = (
    *("max_wal_size=8GB", "checkpoint_timeout=60min", "shared_buffers=1GB"),
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"),
    *("wal_level=minimal", "max_wal_senders=0"),
)
# A smaller one is soon used up: its held comments are decided on.
KEPT_FROM = 10_000


@contextmanager
def running(folder: Path, options: tuple[str, ...]) -> Iterator[Cluster]:
    cluster = Cluster(folder / "postgres", options)
    try:
        cluster.ensure()
        yield cluster
    finally:
        cluster.leave()


def make_missing(
    sizes: list[Size], folder: Path, told: Callable[[str], object]
) -> None:
    """Afterwards there is a database for each size, made now or kept from before."""
    with running(folder, MAKING) as cluster:
        for size in sizes:
            database = Database(size, cluster)
            if size.stories >= KEPT_FROM and database.made_in() is not None:
                told(f"{size.stories:,} stories are kept from before.")
                # Whoever measured it last decided thousands of comments.
                database.runner.settle()
            else:
                told(f"{size.stories:,} stories, {size.comments:,} comments:")
                database.make()
                told(f"Made in {database.made_in():,.0f} s.")


class Database:
    """One size, and programs of ours that run on it in production's environment."""

    def __init__(self, size: Size, cluster: Cluster, port: int | None = None) -> None:
        """The port is another than the settings' where the site is not alone."""
        self.size = size
        name, serves_at = f"bench{size.stories}", port or settings.PORT
        self.runner = Runner(name, cluster.ensure(), serves_at)

    def make(self) -> None:
        began, run, size = time.monotonic(), self.runner, self.size
        run.sql(f"DROP DATABASE IF EXISTS {run.name}", into="newsroom")
        run.sql(f"CREATE DATABASE {run.name}", into="newsroom")
        self.migrate()
        run.manage(
            "make_corpus",
            *("--stories", str(size.stories), "--comments", str(size.comments)),
            *("--held", str(size.held), "--hands", str(os.cpu_count() or 1)),
        )
        run.settle()
        # Said last: a database that does not say it was cut short.
        said = json.dumps({**self.said, "seconds": round(time.monotonic() - began)})
        run.sql(f"COMMENT ON DATABASE {run.name} IS '{said}'", into="newsroom")

    def migrate(self) -> None:
        self.runner.manage("migrate", "-v0")
        self.runner.manage("createcachetable", "-v0")

    @property
    def said(self) -> dict[str, int]:
        return {"comments": self.size.comments, "held": self.size.held}

    def made_in(self) -> float | None:
        """Seconds; None when it is not there whole, or is of another size."""
        asked = (
            "SELECT shobj_description(oid, 'pg_database')"  # noqa: S608
            " FROM pg_database"
            f" WHERE datname = '{self.runner.name}'"
        )
        found = self.runner.sql(asked, into="newsroom")
        said = json.loads(found[0][0] or "{}") if found else {}
        seconds: float | None = said.pop("seconds", None)
        return seconds if said == self.said else None


def environment(socket: Path, name: str, port: int) -> dict[str, str]:
    """Production's, for one machine: no DEMO, keys of its own, one proxy in front."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.bench.settings",
        "DATABASE_URL": f"postgres://newsroom@/{name}?host={socket}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ADDRESS_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://localhost:{port}",
        "DEMO": "0",
        "DEBUG": "0",
        "TRUSTED_PROXIES": "1",
        "EMAIL_URL": "",
        "PORT": str(port),
    }


class Runner:
    """Runs our own programs in one environment."""

    def __init__(self, name: str, socket: Path, port: int) -> None:
        self.name = name
        self.env = environment(socket, name, port)

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

    def begun(self, *arguments: str) -> "subprocess.Popen[str]":
        """A program that lasts, and can be read and written to."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def manage(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.env,
            check=True,
        )

    def settle(self) -> None:
        """What autovacuum would do within minutes, done now: a hand on each core."""
        by_size = (
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r'"
            " ORDER BY pg_table_size(oid) DESC"
        )
        with ThreadPoolExecutor(os.cpu_count()) as hands:
            tables = (table for (table,) in self.sql(by_size))
            list(hands.map(self.sql, (f"VACUUM (ANALYZE) {each}" for each in tables)))
        self.sql("CHECKPOINT")

    def sql(self, statement: str, into: str = "") -> list[tuple[str, ...]]:
        import psycopg

        url = self.env["DATABASE_URL"]
        if into:
            url = url.replace(f"/{self.name}?", f"/{into}?")
        with psycopg.connect(url, autocommit=True) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

"""A primary, a replica that follows it, and a site on both, as on several machines."""

import contextlib
import http.client
import os
import signal
import threading
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from newsroom.embedded import Cluster, tools
from newsroom.embedded.owner import make_private
from tests.newsroom.trial import Site, environment, run, start, wait_for
from tests.ready import filled

DATABASE = "postgres://newsroom@/newsroom?host={}"
KEYS = {
    "SECRET_KEY": "a key for several machines, of tests only, fifty letters",
    "ADDRESS_KEY": "another key for several machines, of tests only, as long",
}


def following(primary: Cluster, folder: Path) -> Cluster:
    """What docs/deploy.md says: a base backup that goes on from the primary's log."""
    copy = Cluster(folder / "replica" / "postgres")
    make_private(copy.root)
    tools.run(
        [
            *(primary.install / "bin" / "pg_basebackup", "-h", primary.socket),
            *("-U", "newsroom", "-D", copy.data, "-R", "-X", "stream"),
            *("-C", "-S", "replica1", "--checkpoint=fast"),
        ],
        cwd=copy.root,
    )
    copy.ensure()
    return copy


class Servers:
    """Both servers; the original, which has been migrated, and the copy."""

    def __init__(self, folder: Path) -> None:
        self.primary = filled(Cluster(folder / "primary" / "postgres"))
        self.primary.ensure()
        self.folder = folder
        self.replica: Cluster | None = None

    def url(self, *clusters: Cluster, more: str = "") -> str:
        hosts = ",".join(str(cluster.socket) for cluster in clusters)
        return DATABASE.format(hosts) + more

    def follow(self) -> None:
        self.replica = following(self.primary, self.folder)

    def sql(self, cluster: Cluster, statement: str) -> list[tuple]:
        place = {"host": str(cluster.socket), "user": "newsroom", "dbname": "newsroom"}
        with psycopg.connect(**place, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def kill(self, cluster: Cluster) -> None:
        pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        assert wait_for(lambda: not cluster.answers())

    def leave(self) -> None:
        for cluster in (self.replica, self.primary):
            if cluster is not None:
                with contextlib.suppress(Exception):
                    cluster.stop()


class WebSite(Site):
    """Web processes alone, in an environment like production's."""

    def __init__(self, var: Path, port: int, **databases: str) -> None:
        self.var, self.port = var, port
        self.env = environment(
            DJANGO_SETTINGS_MODULE="tests.trial_settings",
            TRIAL_VAR=str(var),
            SITE_URL=f"http://localhost:{port}",
            PORT=str(port),
            DEMO="0",
            **KEYS,
            **databases,
        )

    def __enter__(self) -> "WebSite":
        self.said: list[str] = []
        parent = str(os.getpid())
        self.process = start("-m", "newsroom.serving.web", parent, env=self.env)
        self.reader = threading.Thread(
            target=self.said.extend, args=(self.process.stdout,)
        )
        self.reader.start()
        if not wait_for(self.answers, 60):
            self.__exit__()
            raise AssertionError("".join(self.said))
        return self

    def manage(self, *arguments: str) -> None:
        done = run("manage.py", *arguments, env=self.env, timeout=240)
        assert done.returncode == 0, done.stderr


class Crowd:
    """Several at once who read a page and post to it, and note what they are told."""

    def __init__(self, site: Site, story: str, name: str, clients: int = 3) -> None:
        self.site, self.story, self.name = site, story, name
        self.acknowledged: list[str] = []
        self.answers: list[int] = []
        self.seen: set[str] = set()
        self.done = threading.Event()
        self.threads = [
            threading.Thread(target=self.live, args=(number,))
            for number in range(clients)
        ]

    def live(self, number: int) -> None:
        for count in range(100_000):
            if self.done.is_set():
                return
            words = f"{self.name} {number} says {count} things."
            # An answer may be cut off in the middle, with the process that gave it.
            with contextlib.suppress(OSError, http.client.HTTPException):
                status, _text = self.post(words)
                if status == 303:
                    self.acknowledged.append(words)
                status, text = self.site.ask("GET", self.story)
                self.answers.append(status)
                self.seen.update(w for w in self.acknowledged[-20:] if w in text)

    def post(self, words: str) -> tuple[int, str]:
        form = {"name": "Ann", "email": "ann@example.org", "comment": words}
        return self.site.ask(
            "POST",
            f"{self.story}comments/",
            urlencode(form),
            **{
                "Content-Type": "application/x-www-form-urlencoded",
                "Sec-Fetch-Site": "same-origin",
            },
        )

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.done.set()
        for thread in self.threads:
            thread.join(60)

    def goes_on(self, posts: int = 15) -> bool:
        """Whether more is acknowledged from here on."""
        before = len(self.acknowledged)
        return wait_for(lambda: len(self.acknowledged) > before + posts, 90)

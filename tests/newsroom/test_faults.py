"""Processes are killed; nothing that was acknowledged is lost."""

import json
import os
import signal
import threading
import time
from urllib.parse import urlencode

import psycopg
import pytest

from newsroom.embedded import Cluster
from tests.newsroom.trial import (
    Site,
    end,
    only_linux,
    open_folder,
    run,
    start,
    trial,
    wait_for,
)
from tests.ready import site_in

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("trial site")]
CLIENTS = 4
STORY = """
from comments.models import CommentPolicy
from tests import make
CommentPolicy.objects.update(seconds_between=0, network_limit=30_000)
print(make.article().get_absolute_url())
"""
KEPT = """
import json
from comments.models import Comment
print(json.dumps(list(Comment.objects.values_list("body", flat=True))))
"""
STAY = """
import sys
from pathlib import Path
from newsroom.embedded import Cluster
print(Cluster(Path(sys.argv[1])).ensure(), flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def cluster():
    """As durable as a site's own."""
    with open_folder() as folder:
        made = Cluster(folder / "cluster")
        made.ensure()
        yield made
        made.ensure()
        made.leave()


def connect(cluster):
    host = str(cluster.ensure())
    return psycopg.connect(host=host, user="newsroom", dbname="newsroom")


def postmaster(cluster):
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def kill_server(cluster):
    os.kill(postmaster(cluster), signal.SIGKILL)
    # A dying process may still take a call.
    assert wait_for(lambda: not cluster.answers())


def test_a_killed_server_starts_again_with_all_that_was_committed(cluster):
    with connect(cluster) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    killed = postmaster(cluster)
    kill_server(cluster)

    with connect(cluster) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    assert postmaster(cluster) != killed


def test_a_stranger_with_the_servers_old_number_lives(cluster):
    stranger = start("-c", "input()")
    try:
        lock = cluster.data / "postmaster.pid"
        old = lock.read_text()
        kill_server(cluster)
        for path in (lock, cluster.socket / ".s.PGSQL.5432.lock"):
            text = path.read_text().replace(old.split()[0], str(stranger.pid))
            path.write_text(text)

        connect(cluster).close()

        assert stranger.poll() is None
    finally:
        end(stranger)


def test_a_killed_user_of_it_keeps_nobody_from_stopping_it():
    with open_folder() as folder:
        killed = start("-c", STAY, folder / "cluster")
        killed.stdout.readline()
        end(killed)
        cluster = Cluster(folder / "cluster")
        there = cluster.answers()

        cluster.ensure()
        cluster.leave()

        assert there
        assert not cluster.answers()


def test_a_command_waits_while_the_server_mends_itself():
    with open_folder() as folder:
        script = (
            "import django, os, signal; django.setup()\n"
            "from django.db import OperationalError, connection\n"
            "cursor = connection.cursor()\n"
            "try: cursor.execute('SELECT pg_terminate_backend(pg_backend_pid())')\n"
            "except OperationalError: connection.close()\n"
            "cursor = connection.cursor()\n"
            "cursor.execute('SELECT pg_backend_pid()')\n"
            "os.kill(cursor.fetchone()[0], signal.SIGKILL)\n"
            "try: cursor.execute('SELECT 1')\n"
            "except OperationalError: connection.close()\n"
            "cursor = connection.cursor()\n"
            "cursor.execute('SELECT 6 * 7')\n"
            "print(cursor.fetchone()[0])\n"
        )
        done = run("-c", script, env=trial(folder / "var"))

    assert done.stdout == "42\n", done.stderr


class Readers:
    """Several at once who post comments, and note what was acknowledged."""

    def __init__(self, site: Site, address: str) -> None:
        self.site, self.address = site, address
        self.acknowledged: list[str] = []
        self.refused: list[tuple[int, bool]] = []
        self.done = threading.Event()
        self.threads = [
            threading.Thread(target=self.post, args=(number,))
            for number in range(CLIENTS)
        ]

    def post(self, number: int) -> None:
        for count in range(10_000):
            if self.done.is_set():
                return
            words = f"Reader {number} says {count} things."
            status, text = self.site.ask(
                "POST",
                self.address,
                self.form(words),
                **{
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Sec-Fetch-Site": "same-origin",
                },
            )
            if status == 303:
                self.acknowledged.append(words)
            else:
                self.refused.append((status, words in text))

    def form(self, words: str) -> str:
        return urlencode({"name": "Ann", "email": "ann@example.org", "comment": words})

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_fault):
        self.done.set()
        for thread in self.threads:
            thread.join(60)


@only_linux
def test_every_acknowledged_comment_survives_a_killed_database():
    with open_folder() as folder, site_in(folder / "var") as site:
        address = site.script(STORY) + "comments/"
        with Readers(site, address) as readers:
            assert wait_for(lambda: len(readers.acknowledged) > 20, 60)
            os.kill(site.postmaster(), signal.SIGKILL)
            before = len(readers.acknowledged)
            assert wait_for(lambda: len(readers.acknowledged) > before + 20, 60)
            os.kill(site.postmaster(), signal.SIGKILL)
            time.sleep(1)
        assert wait_for(site.answers)
        kept = json.loads(site.script(KEPT))

    assert set(readers.acknowledged) <= set(kept)
    assert len(kept) == len(set(kept))
    # In the gap: 503 and the words, never a bare failure.
    assert set(readers.refused) <= {(503, True)}

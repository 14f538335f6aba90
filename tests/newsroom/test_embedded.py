import os
import stat
import threading
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from newsroom.embedded import Cluster, owner
from newsroom.embedded.cluster import LONGEST_SOCKET_FOLDER
from tests.newsroom.trial import end, only_root, open_folder, run, start, trial

QUICK = ("fsync=off", "full_page_writes=off")
USE = """
import sys
from pathlib import Path
from newsroom.embedded import Cluster
print(Cluster(Path(sys.argv[1]), ("fsync=off",)).ensure(), flush=True)
sys.stdin.readline()
"""
# Everything is imported first: another user may not reach this Python's folder.
AS_NOBODY = """
import encodings.idna, importlib.metadata, os, pwd, shutil, socket, sys, tempfile
import psycopg
from pathlib import Path
from newsroom.embedded import Cluster
nobody = pwd.getpwnam("nobody")
os.setgroups([]); os.setgid(nobody.pw_gid); os.setuid(nobody.pw_uid)
"""


@pytest.fixture
def place():
    """A folder for a cluster; its server goes with the test."""
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def shared():
    """One running cluster, for tests that only ask."""
    with open_folder() as folder:
        cluster = Cluster(folder / "cluster", QUICK)
        cluster.ensure()
        yield cluster
        cluster.leave()


def connect(cluster: Cluster) -> psycopg.Connection:
    host = str(cluster.ensure())
    return psycopg.connect(host=host, user="newsroom", dbname="newsroom")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    "command", [["check"], ["--help"], ["makemigrations", "--help"], ["help", "demo"]]
)
def test_a_command_that_needs_no_database_starts_none(place, command):
    done = run("manage.py", *command, env=trial(place / "var"))

    assert done.returncode == 0, done.stderr
    assert not (place / "var").exists()


def test_it_speaks_utf8_sorts_alike_everywhere_and_listens_to_no_network(shared):
    with closing(connect(shared)) as connection:
        told = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('TimeZone'),"
            " current_setting('server_encoding'), datlocale, datlocprovider::text"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()

    assert told == ("", "UTC", "UTF8", "C.UTF-8", "b")


def test_its_folders_are_private(shared):
    for folder in (shared.root, shared.data, shared.socket):
        assert mode(folder) == 0o700


@only_root
def test_another_user_cannot_connect(shared):
    script = AS_NOBODY + (
        "try: psycopg.connect(host=sys.argv[1], user='newsroom', dbname='newsroom')\n"
        "except psycopg.OperationalError as error: print(error)"
    )
    done = run("-c", script, shared.socket)

    assert "Permission denied" in done.stdout, done


@only_root
@pytest.mark.slow
def test_an_ordinary_user_has_one_of_their_own(place):
    os.chown(place, 65534, 65534)
    script = AS_NOBODY + (
        "cluster = Cluster(Path(sys.argv[1]), ('fsync=off',))\n"
        "host = str(cluster.ensure())\n"
        "connection = psycopg.connect(host=host, user='newsroom', dbname='newsroom')\n"
        "print(connection.execute('SELECT 6 * 7').fetchone()[0])\n"
        "connection.close(); cluster.leave(); print(cluster.answers())"
    )
    done = run("-c", script, place / "cluster")

    assert done.stdout.split() == ["42", "False"], done.stderr
    assert (place / "cluster").stat().st_uid == 65534


def test_processes_share_it_and_the_last_one_out_stops_it(place):
    first, second = (start("-c", USE, place / "cluster") for _ in range(2))
    try:
        # Both at once, on an empty folder.
        sockets = {first.stdout.readline(), second.stdout.readline()}
        cluster = Cluster(place / "cluster")
        first.communicate("leave\n")
        there_for_one = cluster.answers()
        second.communicate("leave\n")
    finally:
        end(first)
        end(second)

    assert len(sockets) == 1
    assert there_for_one
    assert (first.returncode, second.returncode) == (0, 0)
    assert not cluster.answers()


@pytest.mark.slow
def test_threads_share_it(place):
    cluster = Cluster(place / "cluster", QUICK)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(cluster.ensure()))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cluster.leave()

    assert found == [cluster.socket] * 8


@pytest.mark.slow
def test_only_the_process_that_opened_it_lets_go_of_it():
    script = USE.replace("sys.stdin.readline()", "") + (
        "import os, psycopg\n"
        "if os.fork() == 0: sys.exit()  # with everything that runs at an exit\n"
        "os.wait()\n"
        "host = str(Cluster(Path(sys.argv[1])).ensure())\n"
        "psycopg.connect(host=host, user='newsroom', dbname='newsroom').close()\n"
    )
    with open_folder() as folder:
        done = run("-c", script, folder / "cluster")

    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["with space", 'it\'s "quoted", $HOME `id` \\', "long" * 35, "ئاشتی"]
)
def test_any_folder_name_will_do(place, name):
    cluster = Cluster(place / name / "cluster", QUICK)
    try:
        with closing(connect(cluster)) as connection:
            told = connection.execute("SHOW data_directory").fetchone()
            private = mode(cluster.socket) == 0o700
    finally:
        cluster.leave()

    assert told == (str(cluster.data),)
    assert private
    assert not cluster.socket.exists()
    assert len(os.fsencode(cluster.socket)) <= LONGEST_SOCKET_FOLDER
    assert list(place.iterdir()) == [place / name]


@only_root
@pytest.mark.slow
@pytest.mark.parametrize("mask", [0o077, 0o022])
def test_root_in_a_folder_that_is_closed_to_others_opens_none(place, monkeypatch, mask):
    monkeypatch.setattr(owner, "ELSEWHERE", place / "elsewhere")
    closed = place / "closed"
    closed.mkdir()
    closed.chmod(0o700)
    before = os.umask(mask)
    try:
        cluster = Cluster(closed / "project" / "var" / "postgres", QUICK)
        connect(cluster).close()
        cluster.leave()
    finally:
        os.umask(before)

    assert mode(closed) == 0o700
    assert cluster.root.is_relative_to(place / "elsewhere")


@only_root
@pytest.mark.slow
def test_root_with_binaries_in_a_closed_folder_runs_a_copy_of_them(place, monkeypatch):
    monkeypatch.setattr(owner, "ELSEWHERE", place / "elsewhere")
    monkeypatch.setattr(owner, "reaches", lambda _path: False)
    cluster = Cluster(place / "project" / "var" / "postgres", QUICK)
    try:
        connect(cluster).close()
    finally:
        cluster.leave()

    assert cluster.install.is_relative_to(place / "elsewhere")


def test_with_an_address_set_nothing_embedded_is_loaded():
    script = (
        "import django, sys; django.setup();"
        "from django.db import connection; connection.vendor;"
        "print([name for name in sys.modules if 'embedded' in name])"
    )
    with open_folder() as var:
        env = trial(var, DATABASE_URL="postgres://reader@127.0.0.1:1/newsroom")
        done = run("-c", script, env=env)

    assert done.stdout == "[]\n", done.stderr

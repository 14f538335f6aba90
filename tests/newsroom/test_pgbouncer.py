"""A pool between transactions, in front of the database: a real PgBouncer."""

import re
import shutil
import subprocess

import pytest

from newsroom.embedded.owner import make_private, run_as
from tests.newsroom.copies import DATABASE, Crowd, Servers, WebSite
from tests.newsroom.trial import free_port, only_linux, open_folder, run, wait_for
from tests.ready import dressed

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
pytestmark = [
    pytest.mark.fault,
    pytest.mark.xdist_group("trial site"),
    only_linux,
    pytest.mark.skipif(not PGBOUNCER, reason="PgBouncer is not installed"),
]
SETTINGS = """
[databases]
newsroom = host={server} port=5432 dbname=newsroom user=newsroom
[pgbouncer]
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
auth_type = any
pool_mode = transaction
default_pool_size = 3
logfile = {folder}/log
{prepared}
"""
STORY = """
from comments.models import CommentPolicy
from tests import make
CommentPolicy.objects.update(seconds_between=0, network_limit=30_000)
print(make.article().get_absolute_url())
"""
KEPT = """
from comments.models import Comment
print(*Comment.objects.values_list("body", flat=True), sep="|")
"""
WHERE = """
from django.db import connection
connection.ensure_connection()
print(connection.connection.info.host)
"""


def keeps_statements():
    said = subprocess.run([PGBOUNCER, "--version"], capture_output=True, text=True)
    major, minor = re.search(r"(\d+)\.(\d+)", said.stdout + said.stderr).groups()
    return (int(major), int(minor)) >= (1, 21)


@pytest.fixture(scope="module")
def pooled():
    """The site behind a pool of three connections, and the way past it."""
    with open_folder() as folder:
        servers = Servers(folder)
        place, port = folder / "pool", free_port()
        make_private(place)
        prepared = "max_prepared_statements = 200" if keeps_statements() else ""
        (place / "settings.ini").write_text(
            SETTINGS.format(
                server=servers.primary.socket,
                port=port,
                folder=place,
                prepared=prepared,
            )
        )
        pool = subprocess.Popen(
            [PGBOUNCER, "-q", place / "settings.ini"], **run_as(), cwd=place
        )
        more = "" if keeps_statements() else "&prepared=no"
        site = WebSite(
            folder,
            free_port(),
            DATABASE_URL=DATABASE.format(place) + f"&port={port}{more}",
            DATABASE_DIRECT_URL=servers.url(servers.primary),
        )
        try:
            assert wait_for((place / f".s.PGSQL.{port}").exists)
            site.manage("migrate", "-v0")
            dressed(folder)
            with site:
                yield site
        finally:
            pool.terminate()
            pool.wait(20)
            servers.leave()


def test_readers_and_commenters_are_served_through_it(pooled):
    story = pooled.script(STORY)
    with Crowd(pooled, story, "Ann", clients=6) as crowd:
        assert crowd.goes_on(60)

    assert set(crowd.answers) == {200}
    assert set(crowd.acknowledged) <= set(pooled.script(KEPT).split("|"))


def test_commands_and_the_worker_go_past_it(pooled):
    told = run("manage.py", "shell", "--no-imports", "-c", WHERE, env=pooled.env)

    assert told.stdout.split() == [pooled.env["DATABASE_DIRECT_URL"].partition("=")[2]]

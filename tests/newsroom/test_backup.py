"""A backup is whole or absent, and comes back as it was."""

import json
import os
import signal
import stat

import psycopg
import pytest

from newsroom.embedded import Cluster
from newsroom.embedded.binaries import installed
from tests.newsroom.trial import end, open_folder, run, start, trial, wait_for
from tests.ready import filled

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]
FILL = """
import django; django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from tests import make
story = make.article(headline="“Quoted” – 100 % \\\\ tab\\tand ئاشتی")
for status in ("held", "approved", "rejected"):
    make.comment(status, article=story)
default_storage.save("a picture.webp", ContentFile(bytes(range(256))))
storages["originals"].save("deep/er/original.jpg", ContentFile(b"original"))
"""
PROBE = """
import django, json; django.setup()
from pathlib import Path
from django.conf import settings
from django.db import Error, connection, transaction
from articles.models import Article, Section
from newsroom.backups import database
from tests import make
def refused(statement):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except Error:
        return True
def next_section():
    with transaction.atomic():
        made = make.section(slug="later", name="Later").pk
        transaction.set_rollback(True)
    return made
media = Path(settings.MEDIA_ROOT)
print(json.dumps({
    "rows": database.count_rows(),
    "headlines": list(Article.objects.values_list("headline", flat=True)),
    "media": {path.relative_to(media).as_posix(): path.read_bytes().hex()
              for path in sorted(media.rglob("*")) if path.is_file()},
    "constraint": refused("UPDATE articles_article SET status = 'nonsense'"),
    "record": refused("DELETE FROM comments_decision"),
    "continues": next_section() > Section.objects.latest("pk").pk,
}))
"""


class Newsroom:
    """A trial site's database and media, and commands that work on them."""

    def __init__(self, folder, **variables):
        self.env = trial(folder / "var", **variables)
        self.cluster = Cluster(folder / "var" / "postgres", ("fsync=off",))
        self.media = folder / "var" / "media"

    def __enter__(self):
        self.cluster.ensure()
        return self

    def __exit__(self, *_fault):
        self.cluster.leave()

    def run(self, *command):
        return run("manage.py", *command, env=self.env)

    def script(self, code):
        done = run("-c", code, env=self.env)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def probe(self):
        return json.loads(self.script(PROBE))

    def connect(self):
        host = str(self.cluster.socket)
        return psycopg.connect(host=host, user="newsroom", dbname="newsroom")

    def somebody_waits(self):
        with self.connect() as connection:
            asked = (
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            )
            return connection.execute(asked).fetchone()[0]

    def tables(self):
        with self.connect() as connection:
            asked = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            return connection.execute(asked).fetchone()[0]


@pytest.fixture(scope="module")
def original():
    with open_folder() as folder:
        newsroom = Newsroom(folder)
        filled(newsroom.cluster)
        with newsroom:
            newsroom.script(FILL)
            yield newsroom


@pytest.fixture(scope="module")
def backup(original, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups") / "it's one"
    done = original.run("backup", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def empty():
    with open_folder() as folder, Newsroom(folder) as newsroom:
        yield newsroom


def test_what_comes_back_is_what_was_there(original, backup, empty, tmp_path):
    done = empty.run("restore", backup)
    again = empty.run("backup", tmp_path / "second")
    migrated = empty.run("migrate", "--check")
    found, before = empty.probe(), original.probe()

    assert (done.returncode, again.returncode) == (0, 0), done.stderr + again.stderr
    assert "counted and equal" in done.stdout
    assert migrated.returncode == 0, migrated.stdout
    assert found == before
    assert all(found[promise] for promise in ("constraint", "record", "continues"))
    assert {path.partition("/")[0] for path in found["media"]} == {
        "renditions",
        "originals",
    }


def test_a_database_with_an_address_is_restored_with_the_tools_on_the_path(
    backup, empty
):
    host = empty.cluster.socket
    tools = f"{installed() / 'bin'}{os.pathsep}{os.environ['PATH']}"
    empty.env |= {
        "DATABASE_URL": f"postgres://newsroom@/newsroom?host={host}",
        "PATH": tools,
    }

    first = empty.run("restore", backup)
    # A restored database is as good a source, and may be replaced when told.
    second = empty.run("restore", backup, "--replace")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr


def test_only_its_owner_may_look_into_it(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in backup.iterdir()} == {0o600}


def test_nothing_is_written_over(original, backup):
    before = original.tables()

    again = original.run("backup", backup)
    back = original.run("restore", backup)

    assert again.returncode == back.returncode == 1
    assert "exists already" in again.stderr
    assert "Add --replace" in back.stderr
    assert original.tables() == before


@pytest.mark.parametrize("name", ["database.dump", "media.tar", "manifest.json"])
def test_a_damaged_backup_is_refused_before_anything_changes(
    backup, empty, tmp_path, name
):
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for path in backup.iterdir():
        content = bytearray(path.read_bytes())
        if path.name == name:
            content[len(content) // 2] ^= 0x80
        (damaged / path.name).write_bytes(content)

    done = empty.run("restore", damaged)

    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: Nothing was restored: ")
    assert done.stderr.count("\n") == 1
    assert empty.tables() == 0
    assert not empty.media.exists()


def test_an_interrupted_backup_leaves_nothing(original, tmp_path):
    with original.connect() as connection:
        connection.execute("LOCK TABLE comments_comment")  # so that it waits
        running = start("manage.py", "backup", tmp_path / "half", env=original.env)
        try:
            assert wait_for(original.somebody_waits)
            running.send_signal(signal.SIGINT)
            running.wait(20)
        finally:
            end(running)

    assert running.returncode != 0
    assert not list(tmp_path.iterdir())


def test_a_database_in_use_is_not_replaced(original, backup):
    before = original.probe()["rows"]["articles_article"]
    with original.connect() as connection:
        connection.execute("SELECT count(*) FROM articles_article")
        done = original.run("restore", backup, "--replace")

    assert done.returncode == 1
    assert "the database is in use" in done.stderr
    assert original.probe()["rows"]["articles_article"] == before

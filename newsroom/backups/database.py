import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from psycopg import sql
from psycopg.conninfo import make_conninfo

from newsroom.backups import Refused

# How long to wait for a running site to let go of its tables.
LOCK_SECONDS = 5


def program(name: str) -> str:
    """PostgreSQL's tool: the embedded server's own, else the one on the PATH."""
    cluster = connection.settings_dict.get("CLUSTER")
    if cluster:
        from newsroom.embedded import cluster_at

        return str(cluster_at(cluster).install / "bin" / name)
    found = shutil.which(name)
    if not found:
        raise Refused(
            f"{name} is not on the PATH. On Debian: apt-get install postgresql-client"
        )
    return found


def address() -> tuple[str, dict[str, str]]:
    """Where the database is, and the environment that holds its password."""
    known = dict(connection.get_connection_params())
    for ours in (
        "cursor_factory",
        "context",
        "server_side_binding",
        "prepare_threshold",
    ):
        known.pop(ours, None)
    password = known.pop("password", None)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    if password:
        environment["PGPASSWORD"] = str(password)
    return make_conninfo(**known), environment


@contextmanager
def snapshot() -> Iterator[str]:
    """One moment of the database, for a dump and its counts alike."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p') ORDER BY relname"
        )
        return [name for (name,) in cursor.fetchall()]


def count_rows() -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for name in tables():
            asked = sql.SQL("SELECT count(*) FROM public.{}")
            cursor.execute(asked.format(sql.Identifier(name)))
            counts[name] = int(cursor.fetchone()[0])
    return counts


def last_migrations() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, max(name) FROM django_migrations GROUP BY app")
        return dict(cursor.fetchall())


def server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def dump(target: Path, moment: str, progress: Callable[..., None]) -> None:
    where, environment = address()
    command = [
        program("pg_dump"),
        "--format=custom",
        f"--snapshot={moment}",
        f"--file={target}",
        f"--dbname={where}",
    ]
    _run(command, environment, progress)


def restore(
    dump_file: Path, rows: dict[str, int], progress: Callable[..., None]
) -> None:
    """Empty the database, fill it and count it, in one transaction: all or nothing."""
    where, environment = address()
    connection.close()
    reader = [program("pg_restore"), "--no-owner", "--no-privileges", "--file=-"]
    writer = [
        *(program("psql"), "--no-psqlrc", "--quiet", "--single-transaction"),
        *("--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-"),
        f"--dbname={where}",
    ]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            writer, stdin=subprocess.PIPE, stderr=said, env=environment
        ) as into,
    ):
        assert into.stdin is not None  # noqa: S101 (a pipe was asked for)
        try:
            into.stdin.write(_before().encode())
            _pour([*reader, str(dump_file)], into.stdin, said, progress)
            into.stdin.write(_after(rows).encode())
            into.stdin.close()
        except BrokenPipeError:
            pass  # psql has said why, see below
        except BaseException:
            into.kill()  # without the end of the script nothing is committed
            raise
        if into.wait():
            raise Refused(_complaint(said))


def _pour(
    command: list[str],
    target: IO[bytes],
    said: IO[bytes],
    progress: Callable[..., None],
) -> None:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as reading:
        assert reading.stdout is not None  # noqa: S101 (a pipe was asked for)
        while block := reading.stdout.read(2**18):
            target.write(block)
            progress(len(block))
        if reading.wait():
            raise Refused(_complaint(said))


def _before() -> str:
    return (
        f"SET lock_timeout = '{LOCK_SECONDS}s';\n"
        "SET client_min_messages = warning;\n"
        "DROP SCHEMA IF EXISTS public CASCADE;\n"
        "CREATE SCHEMA public;\n"
    )


def _after(rows: dict[str, int]) -> str:
    """Refuse to commit unless every table has as many rows as the manifest says."""
    checks = [
        sql.SQL(
            "DO $check$ DECLARE found bigint; BEGIN SELECT count(*) INTO found FROM"
            " public.{}; IF found <> {} THEN RAISE EXCEPTION 'table % has % rows, not"
            " %', {}, found, {}; END IF; END $check$;\n"
        )
        .format(sql.Identifier(name), sql.Literal(rows[name]), name, rows[name])
        .as_string(None)
        for name in sorted(rows)
    ]
    return "\n" + "".join(checks)


def _run(
    command: list[str], environment: dict[str, str], progress: Callable[..., None]
) -> None:
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, stderr=said, env=environment) as running,
    ):
        try:
            while running.poll() is None:
                progress()
                try:
                    running.wait(0.2)
                except subprocess.TimeoutExpired:
                    continue
        except BaseException:
            running.kill()
            raise
        if running.returncode:
            raise Refused(_complaint(said))


def _complaint(said: IO[bytes]) -> str:
    said.seek(0)
    words = said.read().decode(errors="replace").strip()
    if "lock timeout" in words:
        return "the database is in use. Stop the site and its worker first."
    return (
        words.splitlines()[0] if words else "PostgreSQL's tool failed without a word."
    )

"""The site's web processes, started as ``manage.py demo`` starts them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from newsroom.serving.port import wait_until_served

LEAVES_WITHIN_SECONDS = 2


@contextmanager
def served(**otherwise: str) -> Iterator[int]:
    """The number of the process whose children answer.

    Otherwise are variables of the environment that are another for it.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "newsroom.serving.web", str(os.getpid())],
        cwd=settings.BASE_DIR,
        env=os.environ | otherwise,
        stdin=subprocess.DEVNULL,
    )
    try:
        given_up = lambda: process.poll() is not None  # noqa: E731
        if not wait_until_served(settings.HOST, settings.PORT, given_up):
            raise RuntimeError("The site did not start.")
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def family(pid: int) -> Iterator[int]:
    """A process and all that descend from it. Linux only; elsewhere it alone."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from family(int(child))


def memory(pid: int) -> int:
    """Bytes that a family of processes takes, shared ones by their share (PSS)."""
    total = 0
    for each in family(pid):
        # Elsewhere there is no such file, and one that has just left has none either.
        with suppress(OSError):
            for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def database() -> int:
    """The number of the process whose children are the database's; 0 elsewhere.

    None of them serves this process afterwards: who measures is no part of the site.
    """
    from django.db import connection

    from newsroom.bench.loading import rows

    asked = "SELECT current_setting('data_directory'), pg_backend_pid()"
    ((folder, mine),) = rows(asked)
    connection.close()
    found = Path(folder) / "postmaster.pid"
    if not found.exists():
        return 0
    until = time.monotonic() + LEAVES_WITHIN_SECONDS
    while Path(f"/proc/{mine}").exists() and time.monotonic() < until:
        time.sleep(0.01)
    return int(found.read_text().split()[0])

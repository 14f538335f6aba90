"""The site's web processes, started as ``manage.py demo`` starts them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from newsroom.serving.port import wait_until_served


@contextmanager
def served() -> Iterator[int]:
    """The number of the process whose children answer."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsroom.serving.web", str(os.getpid())],
        cwd=settings.BASE_DIR,
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
        rollup = Path(f"/proc/{each}/smaps_rollup")
        if not rollup.exists():
            return 0
        for line in rollup.read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


def database() -> int:
    """The number of the process whose children are the database's; 0 elsewhere."""
    from newsroom.bench.loading import rows

    ((folder,),) = rows("SHOW data_directory")
    found = Path(folder) / "postmaster.pid"
    return int(found.read_text().split()[0]) if found.exists() else 0

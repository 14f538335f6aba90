"""Behind the shipped nginx: a story, and a file of its size from the same server."""

import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from newsroom.bench import front, pages
from newsroom.bench.driver import Driver, median

RUNS_FOR_ONE = 6


def figures(driver: Driver) -> dict[str, Any]:
    """Of both, or why there are none; of the generators wrk alone speaks TLS."""
    missing = [name for name in ("nginx", "openssl", "wrk") if not shutil.which(name)]
    if missing:
        return {"skipped": f"{' and '.join(missing)} not installed"}
    story = pages.story_with(pages.USUAL_COMMENTS)
    ports = free_port(), free_port()
    with (
        tempfile.TemporaryDirectory() as made,
        front.Nginx(settings.PORT, settings.VAR, entered(made), ports) as nginx,
    ):
        page = nginx.ask(story)
        if page is None or page.status != 200:
            raise RuntimeError("nginx does not answer.")
        with file_of(page.body) as path:
            # Short ones, and many: of two long ones one meets the slower machine.
            runs = driver.runs * RUNS_FOR_ONE
            through = Driver(nginx.port, runs, driver.seconds / 4, scheme="https")
            turns = through.by_turns(through.asking(story), through.asking(path))
            of_story, of_file = (asdict(median(runs)) for runs in turns)
            return {"page": of_story, "file": of_file, "bytes": len(page.body)}


def entered(folder: str) -> Path:
    """The folder, which another user of the machine may enter."""
    path = Path(folder)
    path.chmod(0o755)
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def file_of(body: bytes) -> Iterator[str]:
    """The address of a file that holds it, among the site's own."""
    path = Path(settings.STATIC_ROOT) / f"bench-{secrets.token_hex(6)}.html"
    path.write_bytes(body)
    try:
        yield f"/static/{path.name}"
    finally:
        path.unlink()

"""What is met first: a page with all that it names, and a site from a fresh clone."""

import http.client
import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsroom.bench.in_front import entered, free_port
from newsroom.serving.port import wait_until_served

# An address on a tablet's home screen is not part of a visit, and neither is a feed.
LINKED = re.compile(r"<(?:link|script)\s[^>]*>")
FETCHED = re.compile(r'<script|rel="(?:stylesheet|(?:module)?preload|manifest|icon)"')
ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')
PICTURE = 'as="image"'
# Found on the PATH, wherever a system keeps it.
RUN = ("make", "run")
MOST_REQUESTS, MOST_BYTES = 8, 60_000
FIRST_PAGE_SECONDS = 30
GIVEN_UP_SECONDS = 600
LEAVES_WITHIN_SECONDS = 30


def visit(port: int, path: str) -> dict[str, int]:
    """Requests and bytes, heads with them, of a page and of what it names but photos.

    Packed as the site answers a browser, with no server in front.
    """
    taken, page = fetched(port, path)
    sizes = [taken, *(fetched(port, name)[0] for name in named(page.decode()))]
    return {"requests": len(sizes), "bytes": sum(sizes)}


def named(page: str) -> list[str]:
    """The addresses of styles, scripts, fonts and icons, each once."""
    tags = [tag for tag in LINKED.findall(page) if FETCHED.search(tag)]
    found = (ADDRESS.search(tag) for tag in tags if PICTURE not in tag)
    ours = (at[1] for at in found if at and not urlsplit(at[1]).netloc)
    return list(dict.fromkeys(ours))


def fetched(port: int, path: str) -> tuple[int, bytes]:
    """Bytes on the wire, and the body as it is unpacked."""
    from newsroom.pages.forms import UNPACKED_BY

    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    asked.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "br"})
    answer = asked.getresponse()
    body = answer.read()
    asked.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered {answer.status}.")
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    form = answer.headers.get("Content-Encoding") or ""
    return head + len(body), UNPACKED_BY[form](body) if form else body


def run_from_a_clone(source: Path) -> float | None:
    """Seconds from a fresh clone to the front page, with all downloads.

    None where nothing can be cloned, or the clone does not come up in ten minutes.
    """
    try:
        return seconds_of_a_clone(source)
    except (OSError, RuntimeError, subprocess.CalledProcessError):
        return None


def seconds_of_a_clone(source: Path) -> float:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        clone = entered(folder) / "newsroom"
        cloning = ["git", "clone", "--quiet", str(source), str(clone)]
        subprocess.run(cloning, check=True, capture_output=True)
        port, began = free_port(), time.monotonic()
        process = subprocess.Popen(
            list(RUN),
            cwd=clone,
            env=os.environ | {"HOST": "127.0.0.1", "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            ended = lambda: process.poll() is not None  # noqa: E731
            if not wait_until_served("127.0.0.1", port, ended, GIVEN_UP_SECONDS):
                raise RuntimeError("It did not come up.")
            fetched(port, "/")
            return time.monotonic() - began
        finally:
            end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(LEAVES_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def visited(found: dict[str, int]) -> str:
    return (
        f"A first visit to a story with 50 comments, photo aside: {found['requests']}"
        f" requests, {found['bytes'] / 1000:.1f} kB on the wire; budget {MOST_REQUESTS}"
        f" and {MOST_BYTES / 1000:.0f} kB.\n"
    )


def cloned(seconds: float | None) -> str:
    if seconds is None:
        return "A fresh clone was not measured: none could be made, or came up.\n"
    return (
        f"From a fresh clone to the first page by `make run`: {seconds:.0f} s,"
        f" downloads among them; budget {FIRST_PAGE_SECONDS} s and the downloads.\n"
    )


def of(found: dict[str, Any]) -> Iterator[str]:
    yield visited(found["visit"])
    if "clone" in found:
        yield cloned(found["clone"])

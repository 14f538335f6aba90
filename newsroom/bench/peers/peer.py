"""What every peer needs: a place, its own packages, words, a server and load."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from newsroom.bench import site
from newsroom.bench.beside import demanded
from newsroom.bench.driver import Driver, Figure, Runs, median
from newsroom.bench.turns import Ours
from newsroom.embedded import Cluster
from newsroom.serving.port import wait_until_served

SITES = Path(__file__).parent / "sites"


class Skipped(Exception):
    """A peer cannot be had here; the message says why."""


@dataclass(frozen=True)
class Trial:
    """The same for every peer, but for the name and the folder."""

    name: str
    folder: Path
    port: int
    cluster: Cluster
    paper: Mapping[str, Any]
    ours: Ours

    @property
    def driver(self) -> Driver:
        return Driver(self.port, self.ours.runs, self.ours.seconds)

    @property
    def database(self) -> int:
        """The number of PostgreSQL's first process."""
        said = (self.cluster.data / "postmaster.pid").read_text()
        return int(said.split()[0])

    def place(self, peer: str, **values: object) -> Path:
        """Copy a peer's files; ``@name@`` in them becomes the value of that name."""
        to = self.folder / "site"
        shutil.rmtree(to, ignore_errors=True)
        for path in sorted((SITES / peer).rglob("*")):
            if path.is_file():
                text = path.read_text()
                for name, value in values.items():
                    text = text.replace(f"@{name}@", str(value))
                # Python that is not ours to check is kept as text.
                copy = to / str(path.relative_to(SITES / peer)).removesuffix(".txt")
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(text)
        return to

    def rows(self, **sides: Runs) -> dict[str, Any]:
        """Rows of the report, and in each what of ours is to be so much quicker."""
        return {row: self.row(row, side) for row, side in sides.items()}

    def row(self, row: str, side: Runs) -> dict[str, Any]:
        wanted = demanded(self.name, row)
        settled = self.driver.settled(side)
        if not wanted:
            (theirs,) = self.driver.by_turns(settled)
            return told(theirs)
        # Not longer than that: whose memory is counted next may share its PostgreSQL.
        with self.ours.served() as site:
            sides = (site.sides[what] for what in wanted)
            theirs, *ours = self.driver.by_turns(settled, *sides)
        return told(theirs) | {"ours": dict(zip(wanted, map(told, ours), strict=True))}

    def get(self, path: str) -> tuple[http.client.HTTPResponse, str]:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        asked.request("GET", path, headers={"Host": "localhost"})
        answer = asked.getresponse()
        body = answer.read().decode()
        asked.close()
        return answer, body

    def looked_at(self, story: str, *expected: str) -> str:
        """The story's page, which must hold every comment and what is expected."""
        _answer, page = self.get(story)
        words = [comment["words"].split()[0] for comment in self.paper["comments"]]
        for each in (*words, *expected):
            if each not in page:
                raise RuntimeError(f"{story} does not show {each!r}: {page[:2000]}")
        return page


def packages(folder: Path, requirements: Path) -> Path:
    """A virtual environment with these packages and no others; its ``bin``."""
    made, wanted = folder / "packages", requirements.read_text()
    done = made / "installed.txt"
    if not done.exists() or done.read_text() != wanted:
        shutil.rmtree(made, ignore_errors=True)
        run([sys.executable, "-m", "venv", made])
        install = ("install", "--quiet", "--disable-pip-version-check", "-r")
        try:
            with (folder / "install.txt").open("w") as log:
                run([made / "bin" / "pip", *install, requirements], stderr=log)
        except subprocess.CalledProcessError:
            raise Skipped("its packages could not be installed") from None
        done.write_text(wanted)
    return made / "bin"


def run(command: list[Any], **options: Any) -> str:
    done = subprocess.run(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        **options,
    )
    return str(done.stdout).strip()


@contextmanager
def served(command: list[Any], port: int, log: Path, **options: Any) -> Iterator[int]:
    """The number of the process whose children answer at the port."""
    with log.open("w") as out:
        process = subprocess.Popen(
            list(map(str, command)), stdout=out, stderr=out, **options
        )
    try:
        if not wait_until_served("127.0.0.1", port, lambda: process.poll() is not None):
            raise RuntimeError(f"It does not start: {log.read_text()[-2000:]}")
        yield process.pid
    finally:
        ended(process)


def ended(process: "subprocess.Popen[Any]") -> None:
    """Asked to end, and after a while made to, with all that descend from it."""
    all_of_it = list(site.family(process.pid))
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        for pid in all_of_it:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def gunicorn(packages: Path, application: str, port: int) -> list[Any]:
    """Two workers, each with one request at a time. With threads they keep connections
    open, and then one of them may hold all and the other rest: half as quick."""
    return [
        *(packages / "gunicorn", "--workers", 2, "--preload"),
        *("--graceful-timeout", 5, "--bind", f"127.0.0.1:{port}", application),
    ]


def told(runs: list[Figure]) -> dict[str, Any]:
    """The median run, and all of them."""
    return asdict(median(runs)) | {"runs": list(map(asdict, runs))}


def form(path: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """A request that posts a form; ``#########`` in it is a number of its own."""
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    return post(path, body, "application/x-www-form-urlencoded", headers)


def post(path: str, body: str, kind: str, headers: Mapping[str, str]) -> str:
    said = {
        "Host": "localhost",
        "Content-Type": kind,
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n{body}"


def as_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def wait_for(path: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not path.exists():
        if time.monotonic() > until:
            raise RuntimeError(f"{path} does not appear.")
        time.sleep(0.1)

"""Real processes of ours, each test's own."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
IS_ROOT = os.geteuid() == 0
OURS = (
    *("ADDRESS_", "ALLOWED_", "CACHE_", "DATABASE_", "DEBUG", "DEMO", "DJANGO_"),
    *("EMAIL_", "SECRET_", "SITE_"),
)
only_linux = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="finds processes in /proc"
)
only_root = pytest.mark.skipif(not IS_ROOT, reason="only root can be another user")


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A new folder that every user of the machine may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment(**variables: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


def trial(var: Path, **variables: str) -> dict[str, str]:
    return environment(
        DJANGO_SETTINGS_MODULE="tests.trial_settings", TRIAL_VAR=str(var), **variables
    )


def run(*command: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, command)],
        **{"capture_output": True, "text": True, "cwd": ROOT, "timeout": 60, **options},
    )


def start(*command: object, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *map(str, command)],
        **{
            "stdin": subprocess.PIPE,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.STDOUT,
            "text": True,
            "cwd": ROOT,
            **options,
        },
    )


def wait_for(true: Callable[[], object], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def end(process: subprocess.Popen[str]) -> None:
    """Whatever happened, nothing of a test stays."""
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    process.communicate()


def processes(var: Path) -> dict[int, str]:
    """Everything that runs for a trial site, by what was put into its environment."""
    mark, found = os.fsencode(f"TRIAL_VAR={var}"), {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(folder.name)] = command.decode(errors="replace")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A trial site in processes of its own, as ``make run EMPTY=1`` starts it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.env = trial(
            var,
            EMPTY="1",
            PORT=str(self.port),
            NEWSROOM_NAME="The Daily Trial",
            ADMIN_NAME="chief",
            ADMIN_PASSWORD="a long one for tests",
            ADMIN_EMAIL="chief@example.org",
        )

    def __enter__(self) -> "Site":
        self.said: list[str] = []
        self.process = start("manage.py", "demo", env=self.env)
        # Someone must read on, or the site waits to be read.
        self.reader = threading.Thread(
            target=self.said.extend, args=(self.process.stdout,)
        )
        self.reader.start()
        wait_for(lambda: self.is_up() or self.process.poll() is not None, 120)
        if not self.is_up():
            self.__exit__()
            raise AssertionError("".join(self.said))
        return self

    def is_up(self) -> bool:
        return any("Ctrl-C" in line for line in self.said)

    def __exit__(self, *_fault: object) -> None:
        for pid in (self.process.pid, *processes(self.var)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.reader.join(5)
        self.process.stdout.close()
        self.process.stdin.close()

    def ask(
        self, method: str, path: str, body: str = "", **headers: str
    ) -> tuple[int, str]:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked.request(method, path, body or None, {"Host": "localhost", **headers})
            answer = asked.getresponse()
            return answer.status, answer.read().decode()
        finally:
            asked.close()

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/")[0] == 200
        except OSError:
            return False

    def pids(self, words: str) -> set[int]:
        return {pid for pid, line in processes(self.var).items() if words in line}

    def postmaster(self) -> int:
        return int((self.var / "postgres/data/postmaster.pid").read_text().split()[0])

    def script(self, code: str) -> str:
        """What a script prints that runs inside the project, beside the site."""
        done = run("-c", f"import django; django.setup()\n{code}", env=self.env)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def has_left(self) -> bool:
        """Whether nothing of it runs any more."""
        return wait_for(lambda: not processes(self.var), 20)

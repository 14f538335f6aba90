"""Real processes of ours, each test's own."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
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


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def end(process: subprocess.Popen[str]) -> None:
    """Whatever happened, nothing of a test stays."""
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    process.communicate()

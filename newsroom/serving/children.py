import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

LOOK_EVERY_SECONDS = 0.2
STOP_WITHIN_SECONDS = 8
LONGEST_PAUSE_SECONDS = 30
# A child that lived this long had started well; its next fall is a new story.
STEADY_SECONDS = 60
ROOT = Path(__file__).resolve().parent.parent.parent


class Child:
    """A process of ours that is started again when it dies."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.falls = 0
        self.start_at = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        # A group of its own: Ctrl-C reaches only the parent, which stops its
        # children in order; and what a dead child leaves behind can be ended.
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"newsroom.serving.{self.name}", str(os.getpid())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            process_group=0,
        )

    def fell(self) -> bool:
        """Whether it has died since the last look."""
        if self.process is None or self.process.poll() is None:
            return False
        self.end_group(signal.SIGKILL)
        self.process = None
        if time.monotonic() - self.started > STEADY_SECONDS:
            self.falls = 0
        self.start_at = time.monotonic() + min(2**self.falls, LONGEST_PAUSE_SECONDS)
        self.falls += 1
        return True

    def is_due(self) -> bool:
        return self.process is None and time.monotonic() >= self.start_at

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end, and see to it that it comes."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(until - time.monotonic(), 0))
        self.end_group(signal.SIGKILL)
        self.process.wait()

    def end_group(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Children:
    """Runs all of them until this process is told to stop."""

    def __init__(self, names: tuple[str, ...], say: Callable[[str], None]) -> None:
        self.all = [Child(name) for name in names]
        self.say = say
        self.told_to_stop = threading.Event()

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self.told_to_stop.is_set():
            for child in self.all:
                child.end_group(signal.SIGKILL)
        self.told_to_stop.set()

    def run(self, once_started: Callable[[], None]) -> None:
        try:
            for child in self.all:
                child.start()
            once_started()
            while not self.told_to_stop.wait(LOOK_EVERY_SECONDS):
                self._look_after()
        finally:
            self._end()

    def _look_after(self) -> None:
        for child in self.all:
            if child.fell():
                pause = child.start_at - time.monotonic()
                self.say(f"The {child.name} process died; again in {pause:.0f} s.")
            elif child.is_due():
                child.start()

    def _end(self) -> None:
        for child in self.all:
            child.ask_to_stop()
        until = time.monotonic() + STOP_WITHIN_SECONDS
        for child in self.all:
            child.wait(until)

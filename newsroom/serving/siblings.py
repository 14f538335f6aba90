"""Web processes that part from one another once the first has loaded the site.

They share what was loaded, and all of them serve. Were it loaded by a parent that only
watches, it would keep a third copy of whatever the two that serve have changed since.
"""

import contextlib
import os
import signal
import sys
import threading
from multiprocessing import util

from newsroom.serving.parent import leave_with

# Elsewhere a process that has loaded much must not be forked.
CAN_PART = sys.platform == "linux"
# How long one serves on alone when the first has died: another first is loading.
ALONE_SECONDS = 5


def part_into(number: int, watcher: int) -> None:
    """Return in so many processes. There may be no other thread yet.

    All leave with the watcher, even one that died while the site was loading.
    """
    first, others = os.getpid(), []
    for _ in range(number - 1):
        if not (pid := os.fork()):
            leave_with(first, after=ALONE_SECONDS)
            return
        others.append(pid)
    leave_with(watcher)
    if others:
        util.Finalize(None, _stop, args=(others,), exitpriority=0)
        threading.Thread(target=_look_after, args=(watcher,), daemon=True).start()


def _look_after(watcher: int) -> None:
    """Have all of them replaced when one has died: a fork is too late by now.

    This one serves until the new ones do.
    """
    with contextlib.suppress(ChildProcessError, ProcessLookupError):
        os.wait()
        os.kill(watcher, signal.SIGHUP)


def _stop(others: list[int]) -> None:
    """Told to stop, they finish what they have begun, as the first has."""
    for pid in others:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)

import os
import signal
import threading
import time

LOOK_EVERY_SECONDS = 0.25
PATIENCE_SECONDS = 10


def leave_with(parent: int, after: float = 0) -> None:
    """Stop this process soon after its parent is gone, however that died.

    Nobody signals the children of a killed process. Their parent's number changes,
    on Linux as on macOS, and that is what is looked at.
    """
    threading.Thread(target=_watch, args=(parent, after), daemon=True).start()


def _watch(parent: int, after: float) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_SECONDS)
    time.sleep(after)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)

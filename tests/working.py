"""Jobs and connections apart from the test: in a thread of their own."""

import threading
from collections.abc import Callable

from procrastinate.contrib.django import app


def apart(act: Callable[[], object]) -> None:
    """A browser's test may have left this thread with a running loop."""
    raised: list[Exception] = []

    def run() -> None:
        try:
            act()
        except Exception as fault:  # told to the test that waits
            raised.append(fault)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]


def work() -> None:
    """By the real worker, which sees only what was committed."""

    def run() -> None:
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(wait=False, install_signal_handlers=False, concurrency=1)

    apart(run)

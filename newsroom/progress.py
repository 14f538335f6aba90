"""Long work told: a moving bar on a terminal, plain lines elsewhere."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Protocol

from rich.console import Console
from rich.progress import Progress

LINE_EVERY_SECONDS = 5


class Writer(Protocol):
    def write(self, text: str, /) -> object: ...


@contextlib.contextmanager
def told(what: str, total: float | None, out: Writer) -> Iterator[Callable[..., None]]:
    """Gives a function to call with each amount done; an unknown total pulses."""
    if sys.stderr.isatty():
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(what, total=total)
            yield lambda amount=0: progress.advance(task, amount)
    else:
        yield _Lines(what, total, out)


class _Lines:
    """A line at the start, and one now and then while it lasts."""

    def __init__(self, what: str, total: float | None, out: Writer) -> None:
        self.what, self.total, self.out = what, total, out
        self.done = 0.0
        self.told_at = time.monotonic()
        out.write(f"{what} …\n")

    def __call__(self, amount: float = 0) -> None:
        self.done += amount
        if self.total and time.monotonic() - self.told_at > LINE_EVERY_SECONDS:
            self.told_at = time.monotonic()
            self.out.write(f"{self.what}: {100 * self.done / self.total:.0f} %\n")


def size(amount: int) -> str:
    """Bytes as a person says them."""
    if amount < 1000:
        return f"{amount} bytes"
    scaled, units = float(amount), iter(("kB", "MB", "GB", "TB"))
    unit = "bytes"
    while scaled >= 1000 and (larger := next(units, None)):
        scaled, unit = scaled / 1000, larger
    return f"{scaled:.1f} {unit}"

"""One line an event, whatever a visitor managed to put into it.

Nobody's address and nobody's words: a log is kept by others, and for longer.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

REORDERING = (*range(0x2028, 0x202F), *range(0x2066, 0x206A))
CONTROLS = {
    code: f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
    for code in (*range(32), *range(127, 160), *REORDERING)
}
KEPT = str.maketrans({code: CONTROLS[code] for code in CONTROLS if code != ord("\n")})
ALL = str.maketrans(CONTROLS)
ADDRESS = re.compile(r"[^\s@<>\"'(),:;=]{1,64}@[^\s@<>\"'(),:;=]+\.[^\s@<>\"'(),:;=]+")


class LineFormatter(logging.Formatter):
    """Control characters of an address or a name are written out, never obeyed."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (theirs)
        return super().formatMessage(record).translate(ALL)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (theirs)
        """The way to the fault, and of what was said there the first line only.

        On the next ones PostgreSQL quotes the row: name, address and words of a reader.
        """
        told = []
        for error in reversed(list(causes_of(ei[1]))):
            said = str(error).partition("\n")[0]
            told += traceback.format_tb(error.__traceback__)
            told.append(f"{type(error).__qualname__}: {said}\n")
        return "".join(told).rstrip()

    def format(self, record: logging.LogRecord) -> str:
        # A traceback keeps its lines.
        return ADDRESS.sub("[address]", super().format(record).translate(KEPT))


def causes_of(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)


LOGS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": LineFormatter,
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"procrastinate": {"level": "WARNING"}},
}

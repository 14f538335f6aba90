"""One line an event, whatever a visitor managed to put into it."""

import logging
from typing import Any

CONTROLS = {code: f"\\x{code:02x}" for code in [*range(32), *range(127, 160)]}
KEPT = str.maketrans({code: CONTROLS[code] for code in CONTROLS if code != ord("\n")})
ALL = str.maketrans(CONTROLS)


class LineFormatter(logging.Formatter):
    """Control characters of an address or a name are written out, never obeyed."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (theirs)
        return super().formatMessage(record).translate(ALL)

    def format(self, record: logging.LogRecord) -> str:
        # A traceback keeps its lines.
        return super().format(record).translate(KEPT)


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

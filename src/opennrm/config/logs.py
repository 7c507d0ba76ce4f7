"""What this program logs and where: one JSON object a line to the standard error, and nothing that Django says itself.

Django's own lines name paths, which hold references, and whole tracebacks, which hold what people wrote.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import Any

import structlog

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"nowhere": {"class": "logging.NullHandler"}},
    "loggers": {"django": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False}},
}


class Unfailing:
    """The standard error as it is now. A line that cannot be written is lost, as where the log's disk is full.

    What somebody sent is kept or not, and they are told so, whether or not a line can be written about it.
    """

    def write(self, text: str) -> int:
        """Write it if that can be done."""
        with suppress(OSError, ValueError):  # ValueError: it was closed
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        """Have it written if that can be done."""
        with suppress(OSError, ValueError):
            sys.stderr.flush()


_LINES: Any = Unfailing()


def lay_logs() -> None:
    """Set up structlog; called once, when the program starts."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(_LINES),
    )

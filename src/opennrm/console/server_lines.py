"""The lines that the web server writes: that a request was refused or failed, and nothing of what was sent with it."""

from __future__ import annotations

import sys
from typing import Any

from gunicorn.glogging import Logger

REFUSED = "A request that cannot be read was refused: %s"
FAILED = "Something failed in the web server: %s"

WITHOUT_REQUEST = ("Exception in worker process", "Unhandled exception in main loop")
"""What goes wrong before anybody asks for anything is written whole."""


class ServerLines(Logger):  # type: ignore[misc]
    """gunicorn's log without its own words on requests, which quote the address asked for and name who asked."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Write a warning; of a request that cannot be read only what kind of fault it has."""
        wrong = sys.exc_info()[0]
        if str(msg).startswith("Invalid request"):
            super().warning(REFUSED, wrong.__name__ if wrong else "no kind")
        else:
            super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Write that something failed, with its kind: of a request neither its words nor the lines that led there."""
        if str(msg).startswith(WITHOUT_REQUEST):
            super().exception(msg, *args, **kwargs)
            return
        wrong = sys.exc_info()[0]
        self.error(FAILED, wrong.__name__ if wrong else "no kind")

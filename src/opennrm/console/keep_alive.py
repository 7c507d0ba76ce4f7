"""Starts the embedded database again when it is killed while the product runs.

The process that keeps the web server's workers does this too, between its other duties. A thread beside it would not
do: the workers are copies of that process, and what a thread is just opening would be copied and kept open.
"""

from __future__ import annotations

import ctypes
import signal
import sys
import time

import psycopg

from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from opennrm.config.progress import say

PR_SET_PDEATHSIG = 1
PATIENCE = 5.0
"""Seconds after a start that failed before it is tried again: who keeps the workers has other things to do."""


def end_with_parent() -> None:
    """Let this process end at once when its parent is killed. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class KeepAlive:
    """Looks after the server on one data folder: call it about once a second, always in the same process."""

    def __init__(self, embedded: EmbeddedPostgres) -> None:
        self.embedded = embedded
        self._not_before = 0.0

    def __call__(self) -> None:
        """Start the server if it is gone; a start that fails is told, and tried again `PATIENCE` seconds later."""
        if time.monotonic() < self._not_before or self.embedded.pid is not None:
            return
        say("The database was stopped from outside; starting it again.")
        try:
            self.embedded.start_again()
        except (Fault, psycopg.Error, OSError) as error:
            say(str(error))
            self._not_before = time.monotonic() + PATIENCE

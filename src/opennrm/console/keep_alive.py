"""Starts the embedded database again when it is killed while the product runs.

A process of its own watches: the web server copies its process to make workers, and what a thread beside it is just
opening would be copied with it and kept open.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

import psycopg

from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from opennrm.config.postmaster import is_alive
from opennrm.config.progress import say

LOOK_EVERY = 1.0
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Let this process end at once when its parent is killed. Linux only; elsewhere the watcher looks by itself."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


@contextmanager
def keep_alive(embedded: EmbeddedPostgres | None) -> Iterator[None]:
    """While within, a server that is gone is started again; nothing to do for a database of somebody else's."""
    if embedded is None:
        yield
        return
    parent = os.getpid()
    watcher = os.fork()
    if watcher == 0:
        Watcher(embedded, parent).watch()
    try:
        yield
    finally:
        # A worker of the web server, being a copy, never comes here: it ends by itself.
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(watcher, signal.SIGTERM)
            os.waitpid(watcher, 0)


class Watcher:
    """The process that watches; told to end while it starts a server, it finishes that first, so that none is lost."""

    def __init__(self, embedded: EmbeddedPostgres, parent: int) -> None:
        self.embedded = embedded
        self.parent = parent
        self.starting = False
        self.leaving = False

    def watch(self) -> NoReturn:
        """Watch until told to end."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which tells us
        signal.signal(signal.SIGTERM, self._leave)
        end_with_parent()
        while not self.leaving and os.getppid() == self.parent:
            pid = self.embedded.pid
            if pid is None:
                self._start_again()
            else:
                self._wait_for_end(pid)
        os._exit(0)

    def _leave(self, signum: int, frame: FrameType | None) -> None:
        if not self.starting:
            os._exit(0)
        self.leaving = True

    def _start_again(self) -> None:
        say("The database was stopped from outside; starting it again.")
        self.starting = True
        try:
            self.embedded.start_again()
        except (Fault, psycopg.Error, OSError) as error:
            say(str(error))
            time.sleep(LOOK_EVERY)
        finally:
            self.starting = False

    def _wait_for_end(self, pid: int) -> None:
        descriptor = _descriptor_of(pid)
        try:
            while is_alive(pid, self.embedded.cluster) and os.getppid() == self.parent:
                if descriptor is None:
                    time.sleep(LOOK_EVERY)
                else:
                    select.select([descriptor], [], [], 60.0)
        finally:
            if descriptor is not None:
                os.close(descriptor)


def _descriptor_of(pid: int) -> int | None:
    """Something that becomes readable when the process ends; None where the system has no such thing."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None

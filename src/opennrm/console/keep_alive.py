"""Starts the embedded database again when it is killed while the product runs."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from opennrm.config.postmaster import is_alive
from opennrm.config.progress import say

LOOK_EVERY = 1.0


@contextmanager
def keep_alive(embedded: EmbeddedPostgres | None) -> Iterator[None]:
    """While within, a server that is gone is started again; nothing to do for a database of somebody else's."""
    leaving = threading.Event()
    if embedded is not None:
        threading.Thread(target=_watch, args=(embedded, leaving), name="keep-alive", daemon=True).start()
    try:
        yield
    finally:
        leaving.set()


def _watch(embedded: EmbeddedPostgres, leaving: threading.Event) -> None:
    while not leaving.is_set():
        pid = embedded.pid
        if pid is not None:
            _wait_for_end(embedded, pid, leaving)
        if leaving.is_set():
            return
        say("The database was stopped from outside; starting it again.")
        try:
            embedded.start_again()
        except (Fault, psycopg.Error) as error:
            say(str(error))
            time.sleep(LOOK_EVERY)


def _wait_for_end(embedded: EmbeddedPostgres, pid: int, leaving: threading.Event) -> None:
    descriptor = _descriptor_of(pid)
    try:
        while not leaving.is_set() and is_alive(pid, embedded.cluster):
            if descriptor is None:
                leaving.wait(LOOK_EVERY)
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

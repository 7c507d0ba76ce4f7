"""Behind the wall: the code under test runs as the database role of the pages, a test's own hands as the owner.

A test makes its rows and looks at them as whoever owns the tables. What it asks of the product runs as the pages do:
a request of the test client from its first middleware to its last, and an action that is called with an actor (`by`)
from its command's beginning to its end, with that actor asking at the action's `at`. The role is switched on the very
connection, because the rows of a test are in a transaction that no other connection sees.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql
from psycopg.pq import TransactionStatus

from opennrm.audit import asking
from opennrm.partners.access import Actor


class _Depth(threading.local):
    """How deep behind the wall a thread is; the role is put on at the outermost and taken off there."""

    now = 0


_depth = _Depth()


@contextmanager
def as_pages() -> Iterator[None]:
    """What runs in it is the pages' role, whatever runs around it."""
    _depth.now += 1
    try:
        with _role_of_pages() if _depth.now == 1 else nullcontext():
            yield
    finally:
        _depth.now -= 1


@contextmanager
def asked_by(actor: Actor | None) -> Iterator[None]:
    """What runs in it is asked by this person, now, as the pages' role; by nobody if it is None."""
    who = asking.Asking(actor.grantees, timezone.now()) if actor else asking.NOBODY
    with as_pages(), asking.asking(who):
        yield


@contextmanager
def _role_of_pages() -> Iterator[None]:
    """On the connection that there is; where there is none yet, as in a thread of a server, it is made by the role."""
    if connection.connection is not None:
        _become(settings.WEB_ROLE)
        try:
            yield
        finally:
            _become(None)
        return
    address = connection.settings_dict
    connection.settings_dict = {**address, "USER": settings.WEB_ROLE}
    try:
        yield
    finally:
        connection.settings_dict = address
        if not connection.in_atomic_block:
            connection.close()


def _become(role: str | None) -> None:
    raw = connection.connection
    if raw is None or raw.closed or raw.info.transaction_status == TransactionStatus.INERROR:
        return
    # A connection that the database has ended is let go of by the product itself, as in service.
    with suppress(psycopg.OperationalError):
        raw.execute("RESET ROLE" if role is None else sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def actor_and_moment() -> asking.Asking | None:
    """Whom the action whose command begins names as `by`, and its `at`; None where nobody of the product's calls does.

    Looks through the calls that led here, out to the first of the tests' own.
    """
    frame: Any = sys._getframe(1)
    while frame is not None and not (is_ours := "/src/opennrm/" in frame.f_code.co_filename):
        frame = frame.f_back  # this file's own, and those of context managers
    while frame is not None and (is_ours or "/contextlib.py" in frame.f_code.co_filename):
        by, at = frame.f_locals.get("by"), frame.f_locals.get("at")
        if isinstance(by, Actor):
            return asking.Asking(by.grantees, at)
        frame = frame.f_back
        is_ours = frame is not None and "/src/opennrm/" in frame.f_code.co_filename
    return None


@contextmanager
def transaction_of_actor() -> Iterator[None]:
    """The transaction of a command; where an actor's action begins it, as that actor behind the wall."""
    who = actor_and_moment() if _depth.now == 0 else None
    if who is None:
        with transaction.atomic(durable=True):
            yield
        return
    with as_pages(), asking.asking(who), transaction.atomic(durable=True):
        yield

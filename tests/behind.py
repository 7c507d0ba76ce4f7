"""Behind the wall: the code under test runs as the database role of the pages, a test's own hands as the owner.

A test makes its rows and looks at them as whoever owns the tables. What it asks of the product runs as the pages do:
a request of the test client from its first middleware to its last, and an action that is called with an actor (`by`)
from its command's beginning to its end, with that actor asking at the action's `at`. The role is switched on the very
connection, because the rows of a test are in a transaction that no other connection sees.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql
from psycopg.pq import TransactionStatus

from opennrm.audit import asking
from opennrm.partners.access import Actor

_depth = 0


def _become(role: str | None) -> None:
    raw = connection.connection
    if raw is None or raw.closed or raw.info.transaction_status == TransactionStatus.INERROR:
        return
    raw.execute("RESET ROLE" if role is None else sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


@contextmanager
def as_pages() -> Iterator[None]:
    """What runs in it is the pages' role, whatever runs around it."""
    global _depth
    if _depth == 0:
        connection.ensure_connection()
        _become(settings.WEB_ROLE)
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1
        if _depth == 0:
            _become(None)


def actor_and_moment() -> asking.Asking | None:
    """Whom the nearest caller names as `by`, and its `at`: that of the action whose command begins."""
    frame: Any = sys._getframe(1)
    while frame is not None:
        by, at = frame.f_locals.get("by"), frame.f_locals.get("at")
        if isinstance(by, Actor):
            return asking.Asking(by.grantees, at)
        if frame.f_code.co_name.startswith("test_"):
            return None
        frame = frame.f_back
    return None


@contextmanager
def transaction_of_actor() -> Iterator[None]:
    """The transaction of a command; where an actor's action begins it, as that actor behind the wall."""
    who = actor_and_moment() if _depth == 0 else None
    if who is None:
        with transaction.atomic(durable=True):
            yield
        return
    with as_pages(), asking.asking(who), transaction.atomic(durable=True):
        yield

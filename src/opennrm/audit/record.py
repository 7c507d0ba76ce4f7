"""The one door for events: `announce` collects within a `command`, which appends them as its last act before COMMIT."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction

from opennrm.audit.asking import as_the_house
from opennrm.mechanism.events import Event

Consequence = Callable[[Event, datetime, UUID | None], None]


class NoCommand(RuntimeError):
    """`announce` was called outside a `command`: nothing would have been written in the same transaction."""


class NotRecorded(RuntimeError):
    """The history could not be written, so nothing was done and nothing may be shown."""


class OutcomeUnknown(OperationalError):
    """The database went away while it was told to COMMIT: it may have, or not. Sent again, the same is done once."""


_committed: ContextVar[bool | None] = ContextVar("committed", default=None)
"""Was a command with events kept in the request that this thread is at? None where nobody asked to remember it."""
_collected: ContextVar[list[str] | None] = ContextVar("collected_events", default=None)
_consequences: dict[str, tuple[Consequence, ...]] = {}


def lay_consequences(table: dict[type[Event], tuple[Consequence, ...]]) -> None:
    """Lay the table of what follows from what; done once, when the house opens."""
    _consequences.clear()
    _consequences.update({event.__name__: follows for event, follows in table.items()})


def _in_one_transaction() -> AbstractContextManager[None]:
    return transaction.atomic(durable=True)


@contextmanager
def remembering_commits() -> Iterator[None]:
    """Within, `has_committed` says whether a command was kept: also where what came after it failed."""
    token = _committed.set(False)
    try:
        yield
    finally:
        _committed.reset(token)


@contextmanager
def only_looking() -> Iterator[None]:
    """What is kept within is that somebody looked, and not what they sent."""
    token = _committed.set(_committed.get())
    try:
        yield
    finally:
        _committed.reset(token)


def has_committed() -> bool:
    """Was a command kept since `remembering_commits` began?"""
    return bool(_committed.get())


@contextmanager
def command() -> Iterator[None]:
    """One transaction whose events are appended in one statement as the last act before COMMIT.

    Within another command it joins that one. Raises `NotRecorded` (after rolling back) if the append fails,
    and `OutcomeUnknown` where nobody can say whether the database did COMMIT.
    """
    if _collected.get() is not None:
        with transaction.atomic(savepoint=False):
            yield
        return
    collected: list[str] = []
    token = _collected.set(collected)
    is_done = False
    try:
        with _in_one_transaction():
            yield
            if collected:
                _append(collected)
            is_done = True
    except (OperationalError, InterfaceError) as away:
        if is_done and collected:
            raise OutcomeUnknown("the connection was lost during COMMIT") from away
        raise
    else:
        if collected and _committed.get() is not None:
            _committed.set(True)
    finally:
        _collected.reset(token)


def announce(event: Event, *, at: datetime, by: UUID | None) -> None:
    """Collect an event and let what follows from it happen, in the same transaction.

    `at` is the moment (aware), `by` the public id of who did it, None for the system.
    Raises `NoCommand` outside a command.
    """
    collected = _collected.get()
    if collected is None:
        raise NoCommand(event.kind)
    collected.append(canonical(event, at=at, by=by))
    follows = _consequences.get(event.kind, ())
    if not follows:
        return
    with as_the_house():  # what follows is for others too: a case of another authority, a letter, a colleague's task
        for follow in follows:
            follow(event, at, by)


def canonical(event: Event, *, at: datetime, by: UUID | None) -> str:
    """The one spelling of an event that the chain covers. Raises `ValueError` for a moment without an offset."""
    if at.tzinfo is None:
        raise ValueError("A moment of the history has an offset, or nobody could say which it is.")
    body: dict[str, Any] = {
        "kind": event.kind,
        "subject": event.subject,
        "case": event.case,
        "at": at.isoformat(timespec="microseconds"),
        "by": None if by is None else str(by),
        "facts": event.facts(),
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _append(bodies: list[str]) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit_append(%s)", [bodies])
    except Exception as error:
        raise NotRecorded("The history could not be written.") from error

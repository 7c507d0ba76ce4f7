"""Who asks, as the database is told: row-level security shows each statement what this asker may see, and no more.

The settings are local to a transaction, so nothing of one request is left to the next on the same connection. They
travel with the statement before which they are needed, in the same round trip, and are sent again only where the
database does not hold them yet: at a transaction's first statement, outside of one with each, and after a rollback.
Nobody asking is nothing told, and then there are no rows.

What is told is believed: SQL of somebody's own in this session could tell otherwise. Statements are bound everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.pq import TransactionStatus


@dataclass(frozen=True, slots=True)
class Asking:
    """Under which ids somebody can have been let see a record, and the moment they ask at; `house`: for the house."""

    grantees: tuple[UUID, ...] = ()
    at: datetime | None = None
    house: bool = False


NOBODY = Asking()
_NOT_KNOWN = Asking(house=True)
"""What the database was told last, where that is not certain; never equal to what is wanted, compared by identity."""
_asking: ContextVar[Asking] = ContextVar("asking", default=NOBODY)
_Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


def ask_as(grantees: tuple[UUID, ...], at: datetime, *, told: bool = False) -> None:
    """From now on, until `asking` ends, this is who asks.

    `told`: the statement before this one has told the database already, and is the last of this transaction to do so.
    """
    who = Asking(grantees, at)
    _asking.set(who)
    if told:
        _remember_told(who)


def not_certain() -> None:
    """The statement before this one may have told the database of somebody who is not asking after all."""
    _remember_told(_NOT_KNOWN)


def who_asks() -> Asking:
    """Who asks now."""
    return _asking.get()


@contextmanager
def asking(who: Asking = NOBODY) -> Iterator[None]:
    """Tell the database, with each statement that needs it, who asks: at first `who`, nobody if not given.

    For a request: whoever asked before it on this thread is forgotten, and so is whoever asks in it when it ends.
    """
    token = _asking.set(who)
    try:
        with connection.execute_wrapper(_tell):
            yield
    finally:
        _asking.reset(token)


@contextmanager
def as_the_house() -> Iterator[None]:
    """See and write what the house must and the actor may not: the consequences of what they did, for others.

    Only the files that `tests/house/test_walls.py` lists may use it; each says there what for. What is read in it is
    not to be shown to the actor.
    """
    token = _asking.set(replace(_asking.get(), house=True))
    try:
        yield
    finally:
        _asking.reset(token)


@contextmanager
def upgrading() -> Iterator[None]:
    """Let the owner of the tables see every row while it brings them to a new version: the wall is forced on it too."""
    _tell_the_connection("on")
    try:
        yield
    finally:
        _tell_the_connection("")


def _tell_the_connection(house: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('opennrm.house', %s, false)", [house])


def telling(who: Asking) -> str:
    """The statement that tells the database who asks, until the transaction ends."""
    grantees = "{" + ",".join(str(UUID(str(each))) for each in who.grantees) + "}" if who.grantees else ""
    at = who.at.isoformat() if who.at else ""
    house = "on" if who.house else ""
    return (
        f"SELECT set_config('opennrm.grantees', '{grantees}', true), set_config('opennrm.at', '{at}', true), "
        f"set_config('opennrm.house', '{house}', true)"
    )


def _remember_told(who: Asking) -> None:
    holder: Any = connection
    holder.told_who_asks = who


def _tell(execute: _Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Send a statement, and before it, in the same round trip, who asks, where the database does not hold that."""
    asked: Any = context["connection"]
    status = asked.connection.info.transaction_status
    if status == TransactionStatus.INERROR or _ends_savepoint(sql):
        asked.told_who_asks = _NOT_KNOWN  # a rollback brings back what was told before
        return execute(sql, params, many, context)
    told = NOBODY if status == TransactionStatus.IDLE else getattr(asked, "told_who_asks", NOBODY)
    who = _asking.get()
    if told is not _NOT_KNOWN and told == who:
        asked.told_who_asks = told
        return execute(sql, params, many, context)
    asked.told_who_asks = _NOT_KNOWN
    result = _together(execute, telling(who), sql, params, many, context)
    asked.told_who_asks = who
    return result


def _together(execute: _Execute, first: str, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    cursor = context["cursor"].cursor
    if many or not isinstance(sql, str) or getattr(cursor, "name", None) is not None:
        context["connection"].connection.execute(first)
        return execute(sql, params, many, context)
    result = execute(f"{first}; {sql}", params, many, context)
    cursor.nextset()
    return result


def _ends_savepoint(sql: Any) -> bool:
    return isinstance(sql, str) and sql.startswith("ROLLBACK TO")

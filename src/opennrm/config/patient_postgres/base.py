"""Django's own engine for PostgreSQL, whose connections give up on a server that is silent while a person waits.

Nothing in the database can do so: a server that is stopped answers nothing, and times nothing out.
"""

from __future__ import annotations

from collections.abc import Generator
from types import SimpleNamespace
from typing import Any, TypeVar

import psycopg
from django.db.backends.postgresql import base

from opennrm.web.patience import give_up, has_given_up, longest_wait

T = TypeVar("T")


class Connection(psycopg.Connection[Any]):
    """A connection that is ended when the server does not answer in time."""

    def wait(
        self,
        gen: Generator[Any, Any, T],
        interval: float = 0.1,
        timeout: float | None = None,
    ) -> T:
        """Wait for the server, where a person waits only so long. Raises `OperationalError`."""
        longest = longest_wait()
        if longest is None or timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, longest)
        except psycopg.errors._WaitTimeout as silence:
            give_up()
            self.pgconn.finish()  # what it may still be doing is not ours any more
            raise psycopg.OperationalError("the database did not answer in time") from silence


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for the kind of connection."""

    Database = SimpleNamespace(**{**vars(psycopg), "connect": Connection.connect})  # type: ignore[assignment]

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, unless this request has waited in vain before. Raises `OperationalError`."""
        if has_given_up():
            raise psycopg.OperationalError("the database did not answer this request before")
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            give_up()
            raise

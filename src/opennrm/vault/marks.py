"""What the vault remembers of itself, so that a change that was cut off is known for one."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

SET = """
INSERT INTO vault_mark (name, marked_at, check_value) VALUES (%s, clock_timestamp(), %s)
ON CONFLICT (name) DO UPDATE SET marked_at = EXCLUDED.marked_at, check_value = EXCLUDED.check_value RETURNING marked_at
"""


def set_mark(name: str, check_value: bytes | None = None) -> datetime:
    """Set a mark, now, in place of any that stood; gives when."""
    with connection.cursor() as cursor:
        cursor.execute(SET, [name, check_value])
        (at,) = cursor.fetchone()
    return at  # type: ignore[no-any-return]


def marked(*names: str) -> dict[str, tuple[datetime, bytes | None]]:
    """Those of these marks that stand: when each was set, and with what."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, marked_at, check_value FROM vault_mark WHERE name = ANY(%s)", [list(names)])
        return {name: (at, None if value is None else bytes(value)) for name, at, value in cursor.fetchall()}


def marks_beginning(name: str) -> dict[str, tuple[datetime, bytes | None]]:
    """The marks whose names begin so: when each was set, and with what."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, marked_at, check_value FROM vault_mark WHERE starts_with(name, %s)", [name])
        return {name: (at, None if value is None else bytes(value)) for name, at, value in cursor.fetchall()}

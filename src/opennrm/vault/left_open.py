"""Seals what versions before sealing left open. It can be cut off and begun again; nothing is sealed twice."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from opennrm.vault.changing import changing_keys
from opennrm.vault.columns import Value, change_column, name_of, personal_columns
from opennrm.vault.fields import PersonalField, sealed
from opennrm.vault.opening import scope_of

PATIENCE = 30.0
"""Seconds for which a start waits for another that seals; then it says so."""


def columns_left_open() -> list[PersonalField]:
    """The personal columns that may hold values which were never sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM vault_sealed_column")
        done = {name for (name,) in cursor.fetchall()}
    return [field for field in personal_columns() if name_of(field) not in done]


def seal_what_is_open(told: Callable[[], None] | None = None) -> int:
    """Seal every value that was left open; gives how many there were. `told` hears of each few hundred rows.

    A column counts as sealed only once the database counts no open value in it. Raises `CannotChange` where another
    changes keys, or where the role that is connected does not see every row.
    """
    count, done = 0, []
    with changing_keys(PATIENCE):
        for field in columns_left_open():
            sealed_here = change_column(field, _sealed, told)
            count += sealed_here
            done += [name_of(field)] if still_open(field) == 0 else []
            if sealed_here:
                _mark(done)
                done = []
        _mark(done)
    return count


def still_open(field: PersonalField) -> int:
    """How many values of a column are open now."""
    table = field.model._meta.db_table
    with connection.cursor() as cursor:
        # An empty value has no first byte. It was never kept by anybody, and is damaged rather than open.
        cursor.execute(f'SELECT count(*) FROM "{table}" WHERE substr("{field.column}", 1, 1) = %s', [b"\x00"])  # noqa: S608
        return int(cursor.fetchone()[0])


def _mark(names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_sealed_column (name) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [names]
        )


def _sealed(field: PersonalField, value: Value) -> bytes | None:
    if value.kept[:1] != b"\x00":
        return None
    return sealed(field, field.value_of(value.kept[1:]), row=value.row, scope=scope_of(value.scope))

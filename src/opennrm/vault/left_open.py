"""Seals what versions before sealing left open. It can be cut off and begun again; nothing is sealed twice."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.db import connection

from opennrm.vault.columns import Value, change_column, name_of, personal_columns
from opennrm.vault.fields import PersonalField, sealed
from opennrm.vault.opening import scope_of


def columns_left_open() -> list[PersonalField]:
    """The personal columns that may hold values which were never sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM vault_sealed_column")
        done = {name for (name,) in cursor.fetchall()}
    return [field for field in personal_columns() if name_of(field) not in done]


def seal_what_is_open(told: Callable[[], None] | None = None) -> int:
    """Seal every value that was left open; gives how many there were. `told` hears of each few hundred rows."""
    count, done = 0, []
    for field in columns_left_open():
        sealed_here = change_column(field, _sealed, told)
        count += sealed_here
        done.append(name_of(field))
        if sealed_here:
            _mark(done)
            done = []
    _mark(done)
    return count


def _mark(names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_sealed_column (name) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [names]
        )


def _sealed(field: PersonalField, value: Value) -> bytes | None:
    if value.kept[:1] != b"\x00":
        return None
    return sealed(field, json.loads(value.kept[1:]), row=value.row, scope=scope_of(value.scope))

"""Sealed values of a pattern, sealed anew for each copy of its rows: for another row, under another key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from psycopg import sql

from opennrm.vault.envelope import DataKey, new_data_key, wrap
from opennrm.vault.fields import PersonalField, place
from opennrm.vault.opening import in_use, opened_key, scope_of

SEALED = r"\\\\x01[0-9a-f]{90,}"
"""A sealed value as COPY spells it."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What a value says once it is opened, where it stands, and under whose key."""

    field: PersonalField
    row: str
    scope: str
    content: bytes


@dataclass(slots=True)
class SealedRows:
    """The sealed values of a pattern, by how COPY spells them, and the keys made for copies that wait to be written."""

    plain: dict[str, Plain] = field(default_factory=dict)
    reference: str = ""

    def take(self, cursor: Any, table: str, which: str, told: dict[str, str]) -> None:
        """Open every sealed value in these rows of a table."""
        for each in personal_fields(table):
            row = getattr(each.model, "SEALED_AS", "id")
            asked = sql.SQL("SELECT {row}, {column} FROM {table} WHERE {column} IS NOT NULL AND ").format(
                row=sql.Identifier(row), column=sql.Identifier(str(each.column)), table=sql.Identifier(table)
            )
            cursor.execute(asked.as_string(None) + which, told)
            for row_id, kept in cursor.fetchall():
                value, scope = bytes(kept), UUID(bytes=bytes(kept)[2:18])
                cursor.execute("SELECT wrapped FROM vault_key WHERE id = %s", [scope])
                key = opened_key(bytes(cursor.fetchone()[0]), scope)
                content = key.open(value, place(each, row_id))
                self.plain["\\\\x" + value.hex()] = Plain(each, str(row_id), str(scope), content)

    def anew(self, new: dict[str, str], reference: str) -> tuple[dict[str, str], list[str]]:
        """The values sealed for a copy with these new ids, by what they replace; and its keys as lines for COPY."""
        keys: dict[str, DataKey] = {}
        lines: list[str] = []
        replaced = {}
        for text, plain in self.plain.items():
            if plain.scope not in keys:
                of_letters = plain.scope == str(scope_of(self.reference))
                scope = scope_of(reference) if of_letters else UUID(new.get(plain.scope, plain.scope))
                fresh = new_data_key()
                keys[plain.scope] = DataKey(scope, [(0, fresh)])
                wrapped = wrap([(0, fresh)], scope, in_use())
                lines.append(f"{scope}\t\\\\x{wrapped.hex()}\t{in_use().id}\n")
            row = UUID(new.get(plain.row, plain.row))
            replaced[text] = "\\\\x" + keys[plain.scope].seal(plain.content, place(plain.field, row)).hex()
        return replaced, lines


def personal_fields(table: str) -> list[PersonalField]:
    """The personal fields of a table."""
    model = next(each for each in apps.get_models() if each._meta.db_table == table)
    return [each for each in model._meta.local_fields if isinstance(each, PersonalField)]


def cut_at(texts: list[str]) -> re.Pattern[str]:
    """Where the text of a pattern is cut: at sealed values and at these texts."""
    return re.compile("(" + "|".join([SEALED, *texts]) + ")")

"""Every personal column, walked row by row, in small transactions, by whatever changes all that is sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import BinaryField, ExpressionWrapper, F

from opennrm.vault.fields import PersonalField

AT_ONCE = 500
"""Rows that are read at once."""
HELD_AT_ONCE = 50
"""Rows that are changed in one transaction: whoever wants to write one of them waits until it is over."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a personal column keeps in one row, and what it is bound to. `scope` is what the row says, not the value."""

    kept: bytes
    row: UUID
    scope: UUID | str


Change = Callable[[PersonalField, Value], bytes | None]
"""Gives what a value is to be kept as, or None where it is to be left alone."""


def personal_columns() -> list[PersonalField]:
    """The personal fields of every table."""
    return [
        field for table in apps.get_models() for field in table._meta.local_fields if isinstance(field, PersonalField)
    ]


def name_of(field: PersonalField) -> str:
    """Table and column."""
    return f"{field.model._meta.db_table}.{field.column}"


def change_column(field: PersonalField, change: Change, told: Callable[[], None] | None = None) -> int:
    """Change the values of a column while it is used; gives how many were changed.

    A value that somebody saves meanwhile is left as they saved it. Cut off, it can be begun again. `told` hears of
    each batch.
    """
    changed = 0
    for batch in _batches(field):
        for first in range(0, len(batch), HELD_AT_ONCE):
            with transaction.atomic():
                held = batch[first : first + HELD_AT_ONCE]
                changed += sum(_changed(field, pk, value, change) for pk, value in held)
        if told is not None:
            told()
    return changed


def _changed(field: PersonalField, pk: Any, value: Value, change: Change) -> int:
    new = change(field, value)
    if new is None:
        return 0
    table, key = field.model._meta.db_table, field.model._meta.pk
    column = key.column if key is not None else "id"
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" SET "{field.column}" = %s WHERE "{column}" = %s AND "{field.column}" = %s',  # noqa: S608
            [bytes(new), pk, value.kept],
        )
        return int(cursor.rowcount)


def _batches(field: PersonalField) -> Iterator[list[tuple[Any, Value]]]:
    model: type[models.Model] = field.model
    kept = ExpressionWrapper(F(field.name), output_field=BinaryField())
    under: str = model.SEALED_UNDER  # type: ignore[attr-defined]
    rows = (
        model._default_manager.filter(**{f"{field.name}__isnull": False})
        .order_by("pk")
        .values_list("pk", kept, F(getattr(model, "SEALED_AS", "id")), F(under))
    )
    last: Any = None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:AT_ONCE]):
        yield [(pk, Value(bytes(value), row, scope)) for pk, value, row, scope in batch]
        last = batch[-1][0]

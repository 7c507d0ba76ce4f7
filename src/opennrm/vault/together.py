"""Rows of several tables in one statement, personal fields opened: a page that shows much asks the database little."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from opennrm.vault.fields import PersonalField, open_selected

T = TypeVar("T")
Row = tuple[Any, ...]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """Something to be read: the rows it is made of (a `values_list` query), and what is made of them."""

    rows: models.QuerySet[Any, Any]
    make: Callable[[Rows], T]

    def alone(self) -> T:
        """Read it by itself, in one statement."""
        return self.make(list(self.rows))


def read_together(*readings: Reading[Any]) -> tuple[Any, ...]:
    """Read all of them in one statement; gives what each makes of its rows, in their order.

    The values are those that each query gives alone: days, moments, ids, and personal fields opened.
    """
    selects: list[str] = []
    params: list[Any] = []
    kept: list[list[Callable[[Any], Any]]] = []
    for reading in readings:
        compiler = reading.rows.query.get_compiler(connection=connection)
        try:
            sql, given = compiler.as_sql()
        except EmptyResultSet:  # nothing can match, so nothing is asked
            selects.append("'[]'")
            kept.append([])
            continue
        openers = [_opener(expression.output_field) for expression, _sql, _alias in compiler.select]
        names = ", ".join(f"c{place}" for place in range(len(openers)))
        # The compiler made `sql`, and its values go apart.
        selects.append(f"(SELECT coalesce(json_agg(to_json(t)), '[]')::text FROM ({sql}) AS t({names}))")  # noqa: S608
        params += given
        kept.append(openers)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(selects)}", params)
        texts = cursor.fetchone()
    return tuple(
        reading.make(_opened(json.loads(text), openers))
        for reading, text, openers in zip(readings, texts, kept, strict=True)
    )


def _opened(rows: list[dict[str, Any]], openers: Sequence[Callable[[Any], Any]]) -> list[Row]:
    return [
        tuple(None if value is None else opener(value) for opener, value in zip(openers, row.values(), strict=True))
        for row in rows
    ]


def _opener(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value of this field is read back from JSON."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, PersonalField):
        return partial(_personal, field)
    return next((opener for kind, opener in _OPENERS if isinstance(field, kind)), _as_it_is)


def _personal(field: PersonalField, value: str) -> Any:
    return open_selected(field, bytes.fromhex(value[2:]))


def _as_it_is(value: Any) -> Any:
    return value


_OPENERS: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (models.UUIDField, UUID),
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
)

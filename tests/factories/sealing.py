"""Puts other words into personal columns, as whoever holds the keys could: sealed as they should be."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet


def overwrite(rows: QuerySet[Any, Any], **values: Any) -> None:
    """Give these values to these rows, behind the back of every action."""
    for row in rows.all():
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))

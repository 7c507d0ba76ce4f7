"""Reading what was changed in the lists that answers choose from, and telling it to the questions."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from opennrm.cases.models import ListChange as ListChangeRow
from opennrm.questions import list_changes
from opennrm.questions.list_changes import ListChange

LOOK_EVERY = 30.0
"""Seconds after which a process looks again whether another one changed a list."""
SHOWN = 100


@dataclass(frozen=True, slots=True)
class ListChangeTold:
    """A change as a list of changes shows it."""

    change: ListChange
    reason: str
    at: datetime
    by: str


class _Looked:
    """When this process looked last, by its own clock."""

    at = float("-inf")


_LOOKED = _Looked()


def look_now_and_then() -> None:
    """Look, if this process has not looked for a while."""
    if time.monotonic() - _LOOKED.at >= LOOK_EVERY:
        look_at_lists()


def look_at_lists() -> None:
    """Look whether there is a newer change than this process knows; then tell all of them to the questions."""
    _LOOKED.at = time.monotonic()
    if (ListChangeRow.objects.aggregate(newest=Max("number"))["newest"] or 0) > list_changes.newest():
        list_changes.tell(_change(row) for row in ListChangeRow.objects.all())


def changes_told(list_name: str = "") -> list[ListChangeTold]:
    """What was changed, in one list or in all, the newest first; at most `SHOWN`."""
    rows = ListChangeRow.objects.select_related("changed_by").order_by("-number")
    chosen = rows.filter(list_name=list_name) if list_name else rows
    return [ListChangeTold(_change(row), row.reason, row.changed_at, row.changed_by.name) for row in chosen[:SHOWN]]


def _change(row: ListChangeRow) -> ListChange:
    return ListChange(
        number=row.number,
        list_name=row.list_name,
        code=row.code,
        label=row.label,
        also=tuple(row.also),
        kind=row.kind,
        nation=row.nation,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        replaced_by=tuple(row.replaced_by),
    )

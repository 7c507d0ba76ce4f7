"""What happened in a case, the newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Collection

from opennrm.audit.models import EventRow
from opennrm.audit.queries import Happened, read_entry
from opennrm.vault.together import Reading


def latest_of_case(
    reference: str,
    limit: int,
    *,
    before: int | None = None,
    only: Collection[str] | None = None,
    but: Collection[str] = (),
    without: Collection[int] = (),
) -> Reading[list[Happened]]:
    """The newest events of a case, at most `limit`: before the entry `before`, `only` of these kinds, `but` those.

    `without`: the numbers of entries that are not read, as if they were not there.
    """
    rows = EventRow.objects.filter(case_reference=reference)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    if only is not None:
        rows = rows.filter(kind__in=sorted(only))
    if but:
        rows = rows.exclude(kind__in=sorted(but))
    if without:
        rows = rows.exclude(seq__in=sorted(without))
    newest = rows.order_by("-seq").values_list("seq", "body", "at")[:limit]
    return Reading(newest, lambda found: [read_entry(row) for row in found])

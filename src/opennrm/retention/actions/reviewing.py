"""The daily look at holds: one whose day of review has come is told to those who hold records, once."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import HoldReviewDue
from opennrm.retention.models import Hold


def holds_to_review(at: datetime, failed: Failed | None = None) -> int:
    """Tell of every hold whose day has come and that nobody was told of; gives how many. It ends none: people do."""
    rows = Hold.objects.filter(ended_at__isnull=True, told_at__isnull=True, review_on__lte=legal_day(at))
    found = list(rows.order_by("review_on", "id").values_list("case__reference", "id"))
    return one_by_one(((reference, partial(_tell, hold_id, at)) for reference, hold_id in found), failed)


def _tell(hold_id: UUID, at: datetime) -> int:
    with command():
        rows = Hold.objects.select_for_update(of=("self",)).select_related("case")
        row = rows.filter(id=hold_id, ended_at__isnull=True, told_at__isnull=True).first()
        if row is None:
            return 0
        row.told_at = at
        row.save(update_fields=["told_at"])
        reference = row.case.reference
        due = HoldReviewDue(subject=reference, case=reference, hold=str(row.id), review_on=row.review_on)
        announce(due, at=at, by=None)
    return 1

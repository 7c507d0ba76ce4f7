"""The day's chasers: what is late is asked for again, as often as its request says."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.models import Case, InformationRequest
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import RequestChased
from opennrm.mechanism.information import next_chaser
from opennrm.mechanism.stages import SETTLED_STAGES

AT_MOST = 500
"""Requests in one sweep; the next one takes the rest."""


def chase_what_is_late(*, at: datetime, most: int = AT_MOST, failed: Failed | None = None) -> int:
    """Chase every request whose chaser is due, each in a command of its own; gives how many.

    Doing it twice on a day does nothing the second time. Nothing is chased for a case that has ended or was
    decided. A case that cannot be done is named in `failed`.
    """
    late = (
        InformationRequest.objects.filter(chase_on__lte=legal_day(at), answer="", closed_on__isnull=True)
        .exclude(case__stage__in=[stage.value for stage in SETTLED_STAGES])
        .order_by("chase_on", "id")
        .values_list("case__reference", "case_id", "id")
    )
    chases = [(reference, partial(_chased, case_id, id_, at)) for reference, case_id, id_ in late[:most]]
    return one_by_one(chases, failed)


def _chased(case_id: UUID, request_id: UUID, at: datetime) -> bool:
    today = legal_day(at)
    with command():
        case = Case.objects.select_for_update().get(id=case_id)
        if case.stage in SETTLED_STAGES:  # decided or ended since it was looked up
            return False
        request = InformationRequest.objects.get(id=request_id)
        if request.answer or request.closed_on or request.chase_on is None or request.chase_on > today:
            return False
        request.chased += 1
        request.chase_on = next_chaser(request.chase_every, today)
        request.save(update_fields=["chased", "chase_on"])
        told = RequestChased(
            subject=case.reference, case=case.reference, request=str(request.id), times=request.chased, chased_on=today
        )
        announce(told, at=at, by=None)
        return True

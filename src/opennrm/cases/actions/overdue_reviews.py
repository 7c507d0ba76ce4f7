"""Openings in an emergency that nobody has reviewed by the day they had: told once to whoever should have."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from opennrm.audit.queries import events_of_cases
from opennrm.audit.record import announce, command
from opennrm.cases.models import Emergency
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.cases.team import named_in
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import EmergencyReviewOverdue, Event
from opennrm.mechanism.need_to_know import LISTED
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.directory import colleagues_of_organisation
from opennrm.partners.roles import Permission


def tell_of_overdue_reviews(at: datetime, failed: Failed | None = None) -> int:
    """Tell of every review whose last day has gone by, once each; gives how many. It reviews none: people do."""
    late = Emergency.objects.filter(reviewed_at__isnull=True, review_due_on__lt=legal_day(at))
    found = list(late.order_by("review_due_on", "id").values_list("case__reference", "id"))
    told = events_of_cases(sorted({reference for reference, _id in found}), (EmergencyReviewOverdue.__name__,))
    already = {event.facts["opening"] for events in told.values() for event in events}
    waiting = ((reference, id_) for reference, id_ in found if str(id_) not in already)
    return one_by_one(((reference, partial(_tell, reference, id_, at)) for reference, id_ in waiting), failed)


def tell_who_should_have_reviewed(event: Event, at: datetime, by: UUID | None) -> None:
    """A review is overdue: tell its reviewer, and the managers of the authority, whose duty it is from now on.

    The same people whose work list waits for it (`emergencies.overdue_reviews`): of a restricted case those on its
    list, and never who opened the case.
    """
    rows = Emergency.objects.select_related("case", "case__owner_team").defer("words", "remark")
    row = rows.get(id=UUID(str(event.facts()["opening"])))
    home = row.case.owner_team.organisation_id
    told = {row.reviewer_id} | {each.id for each in colleagues_of_organisation(home, Permission.ALLOCATE, at)}
    if row.case.restricted:
        told &= named_in(row.case_id, at, LISTED)
    tell_of_work(told - {row.opened_by_id}, at=at)


def _tell(reference: str, emergency_id: UUID, at: datetime) -> int:
    with command():
        rows = Emergency.objects.select_for_update(of=("self",)).filter(id=emergency_id, reviewed_at__isnull=True)
        row = rows.only("id", "review_due_on").first()
        if row is None or _was_told(reference, emergency_id):  # since it was looked up, by somebody or another sweep
            return 0
        due = EmergencyReviewOverdue(
            subject=reference, case=reference, opening=str(emergency_id), review_due_on=row.review_due_on
        )
        announce(due, at=at, by=None)
    return 1


def _was_told(reference: str, emergency_id: UUID) -> bool:
    told = events_of_cases([reference], (EmergencyReviewOverdue.__name__,))[reference]
    return str(emergency_id) in {event.facts["opening"] for event in told}

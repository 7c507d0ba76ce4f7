"""What is asked of an agency goes to it as a letter in the portal, and so does each reminder.

An agency that has no part in the case is asked by hand, as the pages say, and reminded by hand: that is a task.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.actions.letters import write_request
from opennrm.cases.actions.tasks import hash_of_task
from opennrm.cases.models import InformationRequest, Task
from opennrm.cases.parties import parties_of, party_named
from opennrm.cases.printed_requests import questions_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import AgencyAsked, Event, RequestChased, TaskAdded


def write_request_letter(event: Event, at: datetime, by: UUID | None) -> None:
    """Ask the agency in the portal, if it has a part in the case. A consequence of `AgencyAsked`."""
    assert isinstance(event, AgencyAsked)  # noqa: S101 - the table of consequences says so
    _write(event.request, at, by, is_reminder=False)


def write_reminder(event: Event, at: datetime, by: UUID | None) -> None:
    """Remind the agency in the portal, or have it reminded by hand. A consequence of `RequestChased`."""
    assert isinstance(event, RequestChased)  # noqa: S101 - the table of consequences says so
    _write(event.request, at, by, is_reminder=True)


def _write(request_id: str, at: datetime, by: UUID | None, *, is_reminder: bool) -> None:
    request = InformationRequest.objects.select_related("case").get(id=UUID(request_id))
    party = party_named(parties_of(request.case_id), request.agency)
    if party is None:
        if is_reminder:
            _remind_by_hand(request, at)
        return
    when = {"first_asked_on": request.asked_on} if is_reminder else {"reply_by_on": request.due_on}
    write_request(request.case.reference, party.organisation_id, questions=questions_of(request), at=at, by=by, **when)


def _remind_by_hand(request: InformationRequest, at: datetime) -> None:
    """A task for who holds the case, once while it is open. It counts as added by who asked, and wanted the chasers."""
    case, title = request.case, f"Remind {request.agency} by hand: the system does not write to it"
    is_there = Task.objects.filter(case=case, text_hash=hash_of_task(title), done_at__isnull=True).exists()
    if case.owner_id is None or is_there:
        return
    task = Task.objects.create(
        case=case,
        title=title,
        text_hash=hash_of_task(title),
        due_on=legal_day(at),
        assignee_id=case.owner_id,
        added_at=at,
        added_by_id=request.asked_by_id,
    )
    added = TaskAdded(
        subject=case.reference,
        case=case.reference,
        task=str(task.id),
        to=str(case.owner_id),
        due_on=task.due_on,
        text_hash=task.text_hash,
    )
    announce(added, at=at, by=None)

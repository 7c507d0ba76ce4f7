"""What is asked of an agency goes to it as a letter in the portal, and so does each reminder."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.cases.actions.letters import write_request
from opennrm.cases.models import InformationRequest
from opennrm.cases.parties import PartyRead, parties_of
from opennrm.mechanism.events import AgencyAsked, Event, RequestChased
from opennrm.questions.lists import fold


def write_request_letter(event: Event, at: datetime, by: UUID | None) -> None:
    """Ask the agency in the portal, if it has a part in the case. A consequence of `AgencyAsked`."""
    assert isinstance(event, AgencyAsked)  # noqa: S101 - the table of consequences says so
    _write(event.request, at, by, is_reminder=False)


def write_reminder(event: Event, at: datetime, by: UUID | None) -> None:
    """Remind the agency in the portal, if it has a part in the case. A consequence of `RequestChased`."""
    assert isinstance(event, RequestChased)  # noqa: S101 - the table of consequences says so
    _write(event.request, at, by, is_reminder=True)


def _write(request_id: str, at: datetime, by: UUID | None, *, is_reminder: bool) -> None:
    request = InformationRequest.objects.select_related("case").get(id=UUID(request_id))
    party = _party(request)
    if party is None:
        return
    questions = [*(topic.replace("_", " ").capitalize() for topic in request.topics), request.words]
    when = {"first_asked_on": request.asked_on} if is_reminder else {"reply_by_on": request.due_on}
    write_request(request.case.reference, party.organisation_id, questions=questions, at=at, by=by, **when)


def _party(request: InformationRequest) -> PartyRead | None:
    """The party of exactly the name that is asked: the letter names the person, so a likely one will not do."""
    named = [party for party in parties_of(request.case_id) if fold(party.organisation) == fold(request.agency)]
    return named[0] if len(named) == 1 else None

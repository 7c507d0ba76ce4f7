"""The letters that follow from what happens between the decisions: recovery extended, representations answered, an
agency asked and reminded."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from opennrm.cases.actions.letters import write_of_change, write_request
from opennrm.cases.models import Case, InformationRequest
from opennrm.cases.parties import parties_of
from opennrm.cases.planned_letters import ToldChange
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import AgencyAsked, Event, RecoveryExtended, RepresentationAnswered, RequestChased
from opennrm.mechanism.serving import Change


def tell_of_extension(event: Event, at: datetime, by: UUID | None) -> None:
    """The recovery period is longer: say so, and until when. A consequence of `RecoveryExtended`."""
    assert isinstance(event, RecoveryExtended)  # noqa: S101 - the table of consequences says so
    told = ToldChange(Change.RECOVERY_EXTENDED, legal_day(at), event.reason, until_on=event.until)
    write_of_change(event.subject, told, at=at, by=by)


def tell_of_answer(event: Event, at: datetime, by: UUID | None) -> None:
    """What was put to the authority was answered. A consequence of `RepresentationAnswered`."""
    assert isinstance(event, RepresentationAnswered)  # noqa: S101
    told = ToldChange(Change.REPRESENTATIONS_ANSWERED, legal_day(at), event.outcome)
    write_of_change(event.subject, told, at=at, by=by)


def write_to_agency(event: Event, at: datetime, by: UUID | None) -> None:
    """Write to the agency that is asked, or asked again, if it has a part in the case.

    A consequence of `AgencyAsked` and `RequestChased`. One that has no part here is written to by whoever asked: the
    page of the request says so.
    """
    assert isinstance(event, AgencyAsked | RequestChased)  # noqa: S101
    request = InformationRequest.objects.get(id=event.request)
    if request.case_waits:  # who referred is asked on the page of their referral
        return
    case_id = Case.objects.values_list("id", flat=True).get(reference=event.subject)
    party = next((party for party in parties_of(case_id) if party.organisation == request.agency), None)
    if party is None:
        return
    when: dict[str, date] = {"reply_by_on": request.due_on}
    if isinstance(event, RequestChased):
        when["first_asked_on"] = request.asked_on
    questions = [line for line in request.words.splitlines() if line.strip()]
    write_request(event.subject, party.organisation_id, questions=questions, at=at, by=by, **when)

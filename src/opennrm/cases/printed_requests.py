"""What is asked of an agency by hand, as a sheet to print: the words of the letter that a party would have had."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.cases.models import InformationRequest
from opennrm.cases.parties import PartyRead
from opennrm.cases.planned_letters import request_letter
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.information import AgencyKind
from opennrm.mechanism.serving import Audience
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.letters import render_letter, whole_content
from opennrm.partners.access import NotYours

READ_AS = {AgencyKind.POLICE.value: Audience.POLICE, AgencyKind.LOCAL_AUTHORITY.value: Audience.COUNCIL}
"""Whom the form of the letter takes an agency for; its words are the same for each."""


def printed_request(reference: str, request_id: UUID, at: datetime) -> bytes:
    """The request (once it was chased: its reminder) as PDF, for a face that has asked who may see the case.

    Nothing is written: a person prints it and sees that it arrives safely. Raises `NotYours` if the case has no such
    request that waits for its answer.
    """
    request = (
        InformationRequest.objects.select_related("case")
        .filter(id=request_id, case__reference=reference, case_waits=False, answer="", closed_at__isnull=True)
        .first()
    )
    if request is None:
        raise NotYours
    audience = READ_AS.get(request.agency_kind, Audience.SUPPORT_PROVIDER)
    asked = PartyRead(None, audience, request.case.owner_team_id, request.agency, request.agency_kind, "asked_by_hand")
    when = {"first_asked_on": request.asked_on} if request.chased else {"reply_by_on": request.due_on}
    planned = request_letter(request.case, asked, questions=questions_of(request), **when)
    kind = ReferralKind(request.case.kind)
    said = whole_content(planned.kind, planned.content, kind, planned.addressee_lines, reference, legal_day(at))
    return render_letter(planned.kind, planned.audience, said)


def questions_of(request: InformationRequest) -> list[str]:
    """What is asked: the topics in words, then the question as it was written."""
    return [*(topic.replace("_", " ").capitalize() for topic in request.topics), request.words]

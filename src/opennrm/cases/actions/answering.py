"""What became of a request for information: the answer as evidence, that none comes, or that it is not needed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import announce, command
from opennrm.cases.actions.evidence import EvidenceKind, keep_evidence
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.models import Case, InformationRequest
from opennrm.cases.texts import answer_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import AgencyReplied, InformationReceived, RequestClosed
from opennrm.mechanism.information import AgencyKind, Answer, refusal_of_answer
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import Move, Stage
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import referral_for
from opennrm.referrals.rules import rules_for

NOT_WAITING = Refusal(
    "already_answered", "This request was answered or closed already. Open the page to see how.", "house"
)
CASE_WAITS = Refusal(
    "case_waits_for_it", "The case waits for this answer: record that there is no reply, and it goes on.", "house"
)
KINDS = {
    AgencyKind.POLICE.value: EvidenceKind.POLICE,
    AgencyKind.LOCAL_AUTHORITY.value: EvidenceKind.LOCAL_AUTHORITY,
    AgencyKind.HEALTH.value: EvidenceKind.MEDICAL,
    AgencyKind.SUPPORT_PROVIDER.value: EvidenceKind.SUPPORT_PROVIDER,
}
"""What kind of evidence an agency's answer is; that of any other is `other`."""


def record_answer(
    reference: str, request_id: UUID, *, answer: str, text: str, on: date | None, by: Actor, at: datetime
) -> None:
    """Record what became of a request, on the day it came; an answer is kept as evidence of the case.

    A case that waited for it goes on. Raises `NotYours`, and `Refused` naming the field that is wrong.
    """
    if on is None or on > legal_day(at):
        raise Refused(Refusal("no_day", "Give the day of the answer: today or earlier.", "house", "on-day"))
    with command():
        case = locked_case(reference, needs=Permission.ADD_EVIDENCE, seen=None, by=by, at=at)
        request = _waiting(case, request_id)
        if on < request.asked_on:
            because = "The answer cannot have come before it was asked for: check the day."
            raise Refused(Refusal("before_it_was_asked", because, "house", "on-day"))
        _answered(case, request, answer, text, on, by=by, at=at)


def answer_as_responder(reference: str, request_id: UUID, *, answer: str, text: str, by: Actor, at: datetime) -> None:
    """Who referred answers what they were asked; the case goes on. Raises `NotYours`, and `Refused`."""
    refuse_if(refusal_to_act(by, Permission.ANSWER_QUESTIONS))
    with command():
        referral_for(by, reference, at=at)
        with as_the_house():  # the case is another's; what was asked of them is theirs to answer
            case = Case.objects.select_for_update().filter(reference=reference).first()
            if case is None:
                raise NotYours
            request = _waiting(case, request_id)
            if not request.case_waits:
                raise NotYours
            if answer not in (Answer.ANSWERED, Answer.DECLINED):
                raise Refused(Refusal("no_answer", "Choose whether you can answer.", "house", "answer"))
            _answered(case, request, answer, text, legal_day(at), by=by, at=at)


def close_request(reference: str, request_id: UUID, *, by: Actor, at: datetime) -> None:
    """Close a request whose answer is no longer needed. Raises `NotYours`, and `Refused` if the case waits for it."""
    with command():
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        request = _waiting(case, request_id)
        if request.case_waits:
            raise Refused(CASE_WAITS)
        request.closed_on, request.closed_at, request.closed_by_id = legal_day(at), at, by.account_id
        request.chase_on = None
        request.save(update_fields=["closed_on", "closed_at", "closed_by", "chase_on"])
        told = RequestClosed(
            subject=case.reference, case=case.reference, request=str(request.id), closed_on=request.closed_on
        )
        announce(told, at=at, by=by.account_id)


def _waiting(case: Case, request_id: UUID) -> InformationRequest:
    request = InformationRequest.objects.filter(case=case, id=request_id).first()
    if request is None:
        raise NotYours
    if request.answer or request.closed_on:
        raise Refused(NOT_WAITING)
    return request


def _answered(
    case: Case, request: InformationRequest, answer: str, text: str, on: date, *, by: Actor, at: datetime
) -> None:
    refuse_if(refusal_of_answer(answer, text) or refusal_of_length(text, "text"))
    if answer == Answer.ANSWERED:
        kind = KINDS.get(request.agency_kind, EvidenceKind.OTHER).value
        request.evidence = keep_evidence(case, kind=kind, text=text, source=request.agency, by=by, at=at)
    else:
        request.remark = text or None
    request.answer, request.answered_on, request.answered_at = answer, on, at
    request.answered_by_id, request.chase_on = by.account_id, None
    request.answer_hash = answer_hash(request.id, answer, text, on)
    request.save()
    waits = request.case_waits and case.stage == Stage.RETURNED_FOR_INFORMATION.value
    if waits:
        move_case(case, Move.RECEIVE_INFORMATION, rules_for(case.profile, case.received_on, at))
        keep_case(case, "stage")
    known = {"subject": case.reference, "case": case.reference, "answer": answer, "text_hash": request.answer_hash}
    if waits:
        told = InformationReceived(**known, received_on=on, request=str(request.id))
        announce(told, at=at, by=by.account_id)
    else:  # the case went on another way meanwhile, or never waited for it
        replied = AgencyReplied(**known, answered_on=on, request=str(request.id))
        announce(replied, at=at, by=by.account_id)

"""With whom a case was discussed, before a negative second decision or for the review, or who has no part in it."""

from __future__ import annotations

from datetime import date, datetime

from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.models import Consultation
from opennrm.cases.texts import consultation_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.conclusive_grounds import Purpose, whom_to_consult
from opennrm.mechanism.events import ConsultationRecorded
from opennrm.mechanism.recovery import asked_at_review
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

ASKED_FOR = {Purpose.SECOND_DECISION: whom_to_consult, Purpose.RECOVERY_REVIEW: asked_at_review}
"""Who is asked for each purpose, by what the person is treated as."""


def record_consultation(
    reference: str,
    *,
    with_whom: str,
    took_part: bool,
    said: str,
    on: date | None,
    by: Actor,
    at: datetime,
    purpose: Purpose = Purpose.SECOND_DECISION,
    token: str | None = None,
) -> None:
    """Record that the case was discussed with somebody on a day and what they said, or that they have no part in it.

    Raises `NotYours`, and `Refused` naming the field that is wrong. It does not change the version of the case.
    Sent again with the same `token` of a form, it is recorded once.
    """
    refuse_if(_refusal_of_what_was_said(took_part, said, on, legal_day(at)))
    with command():
        body = {"with": with_whom, "took_part": took_part, "said": said, "on": on, "purpose": purpose.value}
        if token and once(who=by.account_id, token=f"consult:{reference}:{token}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        if with_whom not in ASKED_FOR[purpose](ReferralKind(case.kind)):
            raise Refused(Refusal("no_such_partner", "Choose with whom the case was discussed.", "house", "with_whom"))
        day = on if took_part and on else legal_day(at)
        text_hash = consultation_hash(purpose.value, with_whom, took_part, said, day)
        Consultation.objects.create(
            case=case,
            purpose=purpose.value,
            with_whom=with_whom,
            took_part=took_part,
            said=said or None,
            text_hash=text_hash,
            consulted_on=day,
            recorded_at=at,
            recorded_by_id=by.account_id,
        )
        recorded = ConsultationRecorded(
            subject=case.reference,
            case=case.reference,
            purpose=purpose.value,
            with_whom=with_whom,
            took_part=took_part,
            consulted_on=day,
            text_hash=text_hash,
        )
        announce(recorded, at=at, by=by.account_id)


def _refusal_of_what_was_said(took_part: bool, said: str, on: date | None, today: date) -> Refusal | None:
    if took_part and not said.strip():
        return Refusal("no_text", "Write what they said.", "SEF-CGNEG", "said")
    if took_part and (on is None or on > today):
        return Refusal("no_day", "Give the day on which it was discussed: today or earlier.", "house", "on-day")
    return refusal_of_length(said, "said")

"""What somebody puts to the authority about a person's recovery, its answer, and the review of recovery."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.clocks import meet_clock
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, locked_case
from opennrm.cases.models import Clock, Consultation, Extension, RecoveryReview, Representation
from opennrm.cases.texts import answer_hash, reasoned_hash, representation_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.events import RecoveryReviewed, RepresentationAnswered, RepresentationReceived
from opennrm.mechanism.recovery import refusal_of_representation, refusal_to_answer, refusal_to_review
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission

ANSWERED = Refusal("already_answered", "These representations have been answered. Open the page to see how.", "house")
NO_REVIEW = Refusal("no_review_due", "No review of recovery is due in this case.", "house")


def record_representation(
    reference: str, *, source: str, text: str, received_on: date | None, token: str, by: Actor, at: datetime
) -> None:
    """Record what somebody put about recovery. Raises `NotYours`, and `Refused` naming the field that is wrong."""
    refuse_if(refusal_of_representation(source, text, received_on, legal_day(at)))
    refuse_if(refusal_of_length(text, "text"))
    with command():
        body = {"source": source, "text": text, "received_on": received_on}
        if once(who=by.account_id, token=f"represent:{reference}:{token}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.ADD_EVIDENCE, seen=None, by=by, at=at)
        assert received_on is not None  # noqa: S101 - the rule has refused it
        kept = Representation.objects.create(
            case=case,
            source=source,
            text=text,
            text_hash=representation_hash(source, text, received_on),
            received_on=received_on,
            recorded_at=at,
            recorded_by_id=by.account_id,
        )
        told = RepresentationReceived(
            subject=case.reference,
            case=case.reference,
            representation=str(kept.id),
            source=source,
            received_on=received_on,
            text_hash=kept.text_hash,
        )
        announce(told, at=at, by=by.account_id)


def answer_representation(
    reference: str, representation_id: UUID, *, outcome: str, answer: str, by: Actor, at: datetime
) -> None:
    """Answer representations, once. Raises `NotYours`, and `Refused` naming the field that is wrong."""
    refuse_if(refusal_of_length(answer, "answer"))
    with command():
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        kept = Representation.objects.filter(case=case, id=representation_id).first()
        if kept is None:
            raise NotYours
        if kept.outcome:
            raise Refused(ANSWERED)
        was_extended = Extension.objects.filter(case=case, extended_at__gte=kept.recorded_at).exists()
        refuse_if(refusal_to_answer(outcome, answer, was_extended=was_extended))
        kept.outcome, kept.answer, kept.answer_hash = outcome, answer, answer_hash(kept.id, outcome, answer)
        kept.answered_at, kept.answered_by_id = at, by.account_id
        kept.save(update_fields=["outcome", "answer", "answer_hash", "answered_at", "answered_by"])
        told = RepresentationAnswered(
            subject=case.reference,
            case=case.reference,
            representation=str(kept.id),
            outcome=outcome,
            text_hash=kept.answer_hash,
        )
        announce(told, at=at, by=by.account_id)


def review_recovery(reference: str, *, outcome: str, words: str, seen: int, by: Actor, at: datetime) -> None:
    """Conclude the review of recovery, once everybody was contacted for it; its clock is met.

    Raises `NotYours`, and `Refused` naming the field that is wrong, or where no review is due.
    """
    refuse_if(refusal_of_length(words, "words"))
    with command():
        body = {"outcome": outcome, "words": words}
        if once(who=by.account_id, token=f"review:{reference}:{seen}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        if not Clock.objects.filter(case=case, rule=Rule.RECOVERY_REVIEW.value, ended_at__isnull=True).exists():
            raise Refused(NO_REVIEW)
        recorded = Consultation.objects.filter(case=case, purpose=Purpose.RECOVERY_REVIEW.value)
        contacted = frozenset(recorded.values_list("with_whom", flat=True))
        refuse_if(refusal_to_review(contacted, ReferralKind(case.kind), outcome))
        kept = RecoveryReview.objects.create(
            case=case,
            outcome=outcome,
            words=words or None,
            text_hash=reasoned_hash("review", outcome, words),
            reviewed_at=at,
            reviewed_by_id=by.account_id,
        )
        meet_clock(case, Rule.RECOVERY_REVIEW, at=at, by=by.account_id)
        keep_case(case, "due_on")
        told = RecoveryReviewed(
            subject=case.reference,
            case=case.reference,
            outcome=outcome,
            reviewed_on=legal_day(at),
            text_hash=kept.text_hash,
        )
        announce(told, at=at, by=by.account_id)

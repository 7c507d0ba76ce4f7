"""A person is disqualified, or expressly not: one officer proposes it, and another agrees or returns it."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, locked_case
from opennrm.cases.models import Disqualification
from opennrm.cases.texts import disqualification_hash
from opennrm.mechanism.disqualification import (
    refusal_of_proposal,
    refusal_to_check_proposal,
    refusal_to_disqualify,
)
from opennrm.mechanism.events import DisqualificationDecided, DisqualificationProposed, DisqualificationReturned
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import Stage
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

ANOTHER_WAITS = Refusal("another_waits", "A proposal waits to be checked already. Look at that one first.", "house")
NONE_WAITS = Refusal("none_waits", "No proposal waits to be checked. Open the recovery page to see why.", "house")


def propose_disqualification(
    reference: str, *, outcome: str, ground: str, why: str, need: str, seen: int, by: Actor, at: datetime
) -> None:
    """Propose to disqualify the person, or not to. Nothing changes for them before somebody else agrees.

    Raises `NotYours`, and `Refused` naming the field that is wrong, or where nobody can be disqualified.
    """
    with command():
        body = {"outcome": outcome, "ground": ground, "why": why, "need": need}
        if once(who=by.account_id, token=f"disqualify:{reference}:{seen}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        refuse_if(refusal_to_disqualify(version, Stage(case.stage), case.reasonable_grounds))
        refuse_if(refusal_of_proposal(version, outcome, ground, why, need))
        refuse_if(refusal_of_length(why, "why") or refusal_of_length(need, "need"))
        if Disqualification.objects.filter(case=case, state="proposed").exists():
            raise Refused(ANOTHER_WAITS)
        kept = Disqualification.objects.create(
            case=case,
            outcome=outcome,
            ground=ground,
            why=why,
            need=need,
            text_hash=disqualification_hash(outcome, ground, why, need),
            proposed_at=at,
            proposed_by_id=by.account_id,
            state="proposed",
        )
        keep_case(case)
        told = DisqualificationProposed(
            subject=case.reference, case=case.reference, outcome=outcome, ground=ground, text_hash=kept.text_hash
        )
        announce(told, at=at, by=by.account_id)


def check_disqualification(reference: str, *, agreed: bool, remark: str, seen: int, by: Actor, at: datetime) -> None:
    """Agree with what was proposed, so that it is decided and the person is written to; or return it with a remark.

    Raises `NotYours`; `Refused` where the checker proposed it, a return says nothing, or nothing waits.
    """
    with command():
        body = {"agreed": agreed, "remark": remark}
        if once(who=by.account_id, token=f"disqualified:{reference}:{seen}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.CHECK_DECISIONS, seen=seen, by=by, at=at)
        kept = Disqualification.objects.filter(case=case, state="proposed").first()
        if kept is None:
            raise Refused(NONE_WAITS)
        proposer, checker = str(kept.proposed_by_id), str(by.account_id)
        refuse_if(refusal_to_check_proposal(proposer, checker, agreed=agreed, remark=remark))
        refuse_if(refusal_of_length(remark, "remark"))
        if agreed:  # a case that ended meanwhile disqualifies nobody; a proposal about it can still be returned
            version = rules_for(case.profile, case.received_on, at)
            refuse_if(refusal_to_disqualify(version, Stage(case.stage), case.reasonable_grounds))
        kept.state, kept.remark = "agreed" if agreed else "returned", remark or None
        kept.checked_at, kept.checked_by_id = at, by.account_id
        kept.save(update_fields=["state", "remark", "checked_at", "checked_by"])
        keep_case(case)
        about: dict[str, str] = {"subject": case.reference, "case": case.reference, "text_hash": kept.text_hash}
        if agreed:
            told = DisqualificationDecided(**about, outcome=kept.outcome, ground=kept.ground)
            announce(told, at=at, by=by.account_id)
        else:
            announce(DisqualificationReturned(**about), at=at, by=by.account_id)

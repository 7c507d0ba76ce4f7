"""A second officer countersigns the text that they read, or returns it; for either decision."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.grounds import grounds_of
from opennrm.cases.actions.independent_reviews import send_for_review
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.actions.written import facts_of, put_forward_in
from opennrm.cases.models import Check
from opennrm.cases.panels import confirms, result_of_panel
from opennrm.mechanism.decisions import refusal_to_check
from opennrm.mechanism.events import DecisionCountersigned, DecisionReturned
from opennrm.mechanism.panels.deciding import panel_of, refusal_to_confirm
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for


def check_decision(
    reference: str, *, text_hash: str, agreed: bool, remark: str, seen: int, by: Actor, at: datetime
) -> None:
    """Countersign the decision whose text has this hash, or return it with a remark.

    What was written down of a panel's decision is countersigned by one who was there, and by nobody else.

    Countersigned, a negative goes on to independent review where the profile demands that.

    Raises `NotYours`; `Refused` if the checker wrote it, if it reads differently by now, or if a return says nothing.
    """
    with command():
        body = {"text_hash": text_hash, "agreed": agreed, "remark": remark}
        if once(who=by.account_id, token=f"check:{reference}:{seen}", body=body, at=at) is not None:
            return
        needs = Permission.SEE_CASES if confirms(by.account_id, reference) else Permission.CHECK_DECISIONS
        case = locked_case(reference, needs=needs, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        decision = put_forward_in(case)
        grounds = grounds_of(decision)
        facts = facts_of(decision, version)
        refuse_if(refusal_to_check(facts, str(by.account_id)))
        result = result_of_panel(case.id, grounds.kind) if panel_of(facts.rules) else None
        refuse_if(refusal_to_confirm(facts.rules, str(by.account_id), result))
        if decision.text_hash != text_hash:
            raise Refused(Refusal("changed_meanwhile", "The decision reads differently now. Read it again.", "house"))
        if not agreed and not remark.strip():
            raise Refused(Refusal("no_remark", "Write what should be looked at again.", "house", "remark"))
        refuse_if(refusal_of_length(remark, "remark"))
        move_case(case, grounds.move("countersign" if agreed else "return"), version)
        Check.objects.create(
            decision=decision,
            text_hash=text_hash,
            agreed=agreed,
            remark=remark or None,
            checked_at=at,
            checked_by_id=by.account_id,
        )
        about: dict[str, str] = {"subject": case.reference, "case": case.reference, "decision": grounds.kind.value}
        if agreed:
            announce(DecisionCountersigned(**about, text_hash=text_hash), at=at, by=by.account_id)
            send_for_review(case, decision, by=by, at=at)
        else:
            decision.state = "returned"
            decision.save(update_fields=["state"])
            announce(DecisionReturned(**about), at=at, by=by.account_id)
        keep_case(case, "stage")

"""Writing either decision: put forward for a second officer where the profile says so, or served at once."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.checking import check_decision
from opennrm.cases.actions.grounds import FIRST, GROUNDS, SECOND, Grounds, refusal_to_put_forward, refusal_to_serve
from opennrm.cases.actions.growing_up import refusal_while_it_waits
from opennrm.cases.actions.independent_reviews import answer_reviewers, end_review
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.actions.reasons import refusal_of_points
from opennrm.cases.actions.serving import serve_decision, serve_now
from opennrm.cases.actions.written import already_decided, facts_of_new, write_decision
from opennrm.cases.models import Case, Decision
from opennrm.cases.panels import result_of_panel
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.decisions import DecisionFacts, needs_second_officer
from opennrm.mechanism.events import CaseAllocated, CountersignatureVoided, DecisionTakenBack
from opennrm.mechanism.panels.deciding import panel_of, refusal_to_handle, refusal_without_panel
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

__all__ = ["check_decision", "decide", "decide_conclusive_grounds", "decide_reasonable_grounds", "serve_decision"]

BEING_CHECKED = Refusal(
    code="being_checked",
    because="A colleague's decision is being checked. Ask them to take it back, or the second officer to return it.",
    source="house",
)


def decide_reasonable_grounds(reference: str, *, outcome: str, reasons: str, seen: int, by: Actor, at: datetime) -> str:
    """Write a decision on reasonable grounds; see `decide`."""
    return decide(reference, kind=FIRST, outcome=outcome, reasons=reasons, seen=seen, by=by, at=at)


def decide_conclusive_grounds(reference: str, *, outcome: str, reasons: str, seen: int, by: Actor, at: datetime) -> str:
    """Write a decision on conclusive grounds; see `decide`."""
    return decide(reference, kind=SECOND, outcome=outcome, reasons=reasons, seen=seen, by=by, at=at)


def decide(
    reference: str,
    *,
    kind: DecisionKind,
    outcome: str,
    reasons: str,
    answer: str = "",
    seen: int,
    by: Actor,
    at: datetime,
) -> str:
    """Write a decision under the standard and guidance in force.

    Where the profile wants a second officer it is put forward for checking, otherwise it is served at once. A decision
    that was put forward or countersigned already is replaced by this one, and its countersignature is void. `answer`
    goes to independent reviewers who asked for another look, and is owed to them.
    Gives the stage the case came to. Raises `NotYours`; `Refused` with the field that is wrong, or telling what
    changed if the case is no longer at version `seen`.
    """
    grounds = GROUNDS[kind]
    with command():
        token = f"decide:{reference}:{seen}"
        body = {"kind": kind.value, "outcome": outcome, "reasons": reasons, "answer": answer}
        earlier = once(who=by.account_id, token=token, body=body, at=at)
        if earlier is not None:
            return earlier.result
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        refuse_if(refusal_while_it_waits(case, at))
        version = rules_for(case.profile, case.received_on, at)
        refuse_if(refusal_to_handle(version, case.authority, kind))
        facts = facts_of_new(grounds, version, outcome, reasons, str(by.account_id))
        result = result_of_panel(case.id, kind) if panel_of(facts.rules) else None
        refuse_if(refusal_without_panel(facts.rules, facts.outcome, result))
        refuse_if(refusal_of_points(case, kind))
        _take_back(case, grounds, version, by=by, at=at)
        answer_reviewers(case, grounds, answer, by=by, at=at)
        _hold(case, by=by, at=at)
        if needs_second_officer(facts.rules, facts.outcome):
            _put_forward(case, grounds, facts, by=by, at=at)
        else:
            refuse_if(refusal_to_serve(case, facts, (), legal_day(at)))
            move_case(case, grounds.move(f"serve_{facts.outcome.value}"), version)
            serve_now(case, write_decision(case, facts, by=by, at=at), by=by, at=at)
        remember(who=by.account_id, token=token, result=case.stage)
        return case.stage


def _put_forward(case: Case, grounds: Grounds, facts: DecisionFacts, *, by: Actor, at: datetime) -> None:
    refuse_if(refusal_to_put_forward(case, facts, legal_day(at)))
    move_case(case, grounds.move("put_forward"), facts.version)
    decision = write_decision(case, facts, by=by, at=at)
    announce(
        grounds.put_forward(
            subject=case.reference,
            case=case.reference,
            outcome=decision.outcome,
            text_hash=decision.text_hash,
            standard=decision.standard,
            guidance=decision.guidance,
            profile_version=decision.profile_version,
        ),
        at=at,
        by=by.account_id,
    )
    keep_case(case, "stage", "owner")


def _hold(case: Case, *, by: Actor, at: datetime) -> None:
    """Whoever decides holds the case, if nobody does."""
    if case.owner_id is None:
        case.owner_id = by.account_id
        taken = CaseAllocated(subject=case.reference, case=case.reference, to=str(by.account_id))
        announce(taken, at=at, by=by.account_id)


def _take_back(case: Case, grounds: Grounds, version: ProfileVersion, *, by: Actor, at: datetime) -> None:
    """Make way for a new text: what was put forward is taken back, a countersignature becomes void."""
    if grounds.outcome_in(case):
        raise Refused(already_decided(grounds))
    before = Decision.objects.filter(case=case, kind=grounds.kind.value, state="put_forward").first()
    if before is None:
        return
    about: dict[str, str] = {"subject": case.reference, "case": case.reference, "decision": grounds.kind.value}
    if case.stage in grounds.countersigned:
        end_review(case, by=by.account_id, at=at)
        move_case(case, grounds.move("change"), version)
        before.checks.filter(void_at__isnull=True).update(void_at=at)
        announce(CountersignatureVoided(**about, text_hash=before.text_hash), at=at, by=by.account_id)
    else:
        if before.written_by_id != by.account_id:
            raise Refused(BEING_CHECKED)
        move_case(case, grounds.move("take_back"), version)
        announce(DecisionTakenBack(**about), at=at, by=by.account_id)
    before.state = "replaced"
    before.save(update_fields=["state"])

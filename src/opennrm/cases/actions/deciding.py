"""Deciding on reasonable grounds: written, checked by a second officer where the profile says so, and served once."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.clocks import meet_clock, start_clock
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.models import Case, Check, Decision
from opennrm.mechanism import decisions as rules
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.decisions import DecisionFacts, needs_second_officer
from opennrm.mechanism.events import (
    CaseAllocated,
    CountersignatureVoided,
    DecisionCountersigned,
    DecisionReturned,
    DecisionTakenBack,
    ReasonableGroundsDecided,
    ReasonableGroundsPutForward,
)
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.reasonable_grounds import refusal_to_check, refusal_to_put_forward, refusal_to_serve
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import Move, Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for
from opennrm.vault.hashes import keyed_hash

NOT_THERE = Refusal(
    code="no_decision_put_forward",
    because="No decision has been put forward in this case. Open the case to see where it stands.",
    source="house",
)
ALREADY_DECIDED = Refusal(
    code="already_decided",
    because="Reasonable grounds have been decided in this case. Open the case to see the decision.",
    source="house",
)
BEING_CHECKED = Refusal(
    code="being_checked",
    because="A colleague's decision is being checked. Ask them to take it back, or the second officer to return it.",
    source="house",
)


def decide_reasonable_grounds(reference: str, *, outcome: str, reasons: str, seen: int, by: Actor, at: datetime) -> str:
    """Write a decision on reasonable grounds under the standard and guidance in force.

    Where the profile wants a second officer it is put forward for checking, otherwise it is served at once. A decision
    that was put forward or countersigned already is replaced by this one, and its countersignature is void.
    Gives the stage the case came to. Raises `NotYours`; `Refused` with the field that is wrong, or telling what
    changed if the case is no longer at version `seen`.
    """
    with command():
        token = f"decide:{reference}:{seen}"
        earlier = once(who=by.account_id, token=token, body={"outcome": outcome, "reasons": reasons}, at=at)
        if earlier is not None:
            return earlier.result
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        facts = _facts(version, outcome, reasons, str(by.account_id))
        _take_back(case, version, by=by, at=at)
        if case.owner_id is None:  # whoever decides holds the case
            case.owner_id = by.account_id
            taken = CaseAllocated(subject=case.reference, case=case.reference, to=str(by.account_id))
            announce(taken, at=at, by=by.account_id)
        if needs_second_officer(facts.rules, facts.outcome):
            refuse_if(refusal_to_put_forward(facts))
            move_case(case, Move.PUT_FORWARD_REASONABLE_GROUNDS, version)
            decision = _written(case, facts, "put_forward", by=by, at=at)
            announce(
                ReasonableGroundsPutForward(
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
        else:
            refuse_if(refusal_to_serve(facts))
            move_case(case, _serving(facts.outcome), version)
            decision = _written(case, facts, "put_forward", by=by, at=at)
            _serve(case, decision, version, by=by, at=at)
        remember(who=by.account_id, token=token, result=case.stage)
        return case.stage


def check_decision(
    reference: str, *, text_hash: str, agreed: bool, remark: str, seen: int, by: Actor, at: datetime
) -> None:
    """Countersign the decision whose text has this hash, or return it with a remark.

    Raises `NotYours`; `Refused` if the checker wrote it, if it reads differently by now, or if a return says nothing.
    """
    with command():
        body = {"text_hash": text_hash, "agreed": agreed, "remark": remark}
        if once(who=by.account_id, token=f"check:{reference}:{seen}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.CHECK_DECISIONS, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        decision = _put_forward(case)
        refuse_if(refusal_to_check(_facts_of(decision, version), str(by.account_id)))
        if decision.text_hash != text_hash:
            raise Refused(Refusal("changed_meanwhile", "The decision reads differently now. Read it again.", "house"))
        if not agreed and not remark.strip():
            raise Refused(Refusal("no_remark", "Write what should be looked at again.", "house", "remark"))
        refuse_if(refusal_of_length(remark, "remark"))
        move = Move.COUNTERSIGN_REASONABLE_GROUNDS if agreed else Move.RETURN_REASONABLE_GROUNDS
        move_case(case, move, version)
        Check.objects.create(
            decision=decision,
            text_hash=text_hash,
            agreed=agreed,
            remark=remark or None,
            checked_at=at,
            checked_by_id=by.account_id,
        )
        if agreed:
            event = DecisionCountersigned(subject=case.reference, case=case.reference, text_hash=text_hash)
            announce(event, at=at, by=by.account_id)
        else:
            decision.state = "returned"
            decision.save(update_fields=["state"])
            announce(DecisionReturned(subject=case.reference, case=case.reference), at=at, by=by.account_id)
        keep_case(case, "stage")


def serve_decision(reference: str, *, seen: int, by: Actor, at: datetime) -> None:
    """Serve the decision that was countersigned. Raises `NotYours`; `Refused` if no countersignature stands."""
    with command():
        if once(who=by.account_id, token=f"serve:{reference}:{seen}", body={}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        decision = _put_forward(case)
        facts = _facts_of(decision, version)
        refuse_if(refusal_to_serve(facts, _checks_of(decision, facts)))
        move_case(case, _serving(facts.outcome), version)
        _serve(case, decision, version, by=by, at=at)


def _serving(outcome: Outcome) -> Move:
    if outcome is Outcome.POSITIVE:
        return Move.SERVE_POSITIVE_REASONABLE_GROUNDS
    return Move.SERVE_NEGATIVE_REASONABLE_GROUNDS


def _facts(version: ProfileVersion, outcome: str, reasons: str, written_by: str) -> DecisionFacts:
    if outcome not in set(Outcome):
        raise Refused(Refusal("no_outcome", "Choose whether there are reasonable grounds.", "house", "outcome"))
    refuse_if(refusal_of_length(reasons, "reasons"))
    return DecisionFacts(
        kind=DecisionKind.REASONABLE_GROUNDS,
        outcome=Outcome(outcome),
        standard=version.reasonable_grounds.standard.code,
        guidance=version.guidance.code,
        reasons=reasons,
        written_by=written_by,
        version=version,
    )


def _facts_of(decision: Decision, version: ProfileVersion) -> DecisionFacts:
    return DecisionFacts(
        kind=DecisionKind(decision.kind),
        outcome=Outcome(decision.outcome),
        standard=decision.standard,
        guidance=decision.guidance,
        reasons=decision.reasons,
        written_by=str(decision.written_by_id),
        version=version,
    )


def decision_hash(facts: DecisionFacts) -> str:
    """The keyed hash by which rows and events know a decision's text."""
    return keyed_hash("decision", facts.text_hash)


def _checks_of(decision: Decision, facts: DecisionFacts) -> tuple[rules.Check, ...]:
    """The checks as the rules see them: one of the text as it reads now carries that text's hash."""
    now = decision_hash(facts)
    return tuple(
        rules.Check(by=str(check.checked_by_id), text_hash=facts.text_hash if check.text_hash == now else "another")
        for check in decision.checks.filter(agreed=True, void_at__isnull=True)
    )


def _put_forward(case: Case) -> Decision:
    decision = Decision.objects.filter(case=case, kind="reasonable_grounds", state="put_forward").first()
    if decision is None:
        raise Refused(ALREADY_DECIDED if case.reasonable_grounds else NOT_THERE)
    return decision


def _take_back(case: Case, version: ProfileVersion, *, by: Actor, at: datetime) -> None:
    """Make way for a new text: what was put forward is taken back, a countersignature becomes void."""
    if case.reasonable_grounds:
        raise Refused(ALREADY_DECIDED)
    before = Decision.objects.filter(case=case, kind="reasonable_grounds", state="put_forward").first()
    if before is None:
        return
    if case.stage == Stage.REASONABLE_GROUNDS_CHECKED.value:
        move_case(case, Move.CHANGE_REASONABLE_GROUNDS, version)
        before.checks.filter(void_at__isnull=True).update(void_at=at)
        voided = CountersignatureVoided(subject=case.reference, case=case.reference, text_hash=before.text_hash)
        announce(voided, at=at, by=by.account_id)
    else:
        if before.written_by_id != by.account_id:
            raise Refused(BEING_CHECKED)
        move_case(case, Move.TAKE_BACK_REASONABLE_GROUNDS, version)
        announce(DecisionTakenBack(subject=case.reference, case=case.reference), at=at, by=by.account_id)
    before.state = "replaced"
    before.save(update_fields=["state"])


def _written(case: Case, facts: DecisionFacts, state: str, *, by: Actor, at: datetime) -> Decision:
    return Decision.objects.create(
        case=case,
        kind=facts.kind.value,
        outcome=facts.outcome.value,
        reasons=facts.reasons,
        standard=facts.standard,
        guidance=facts.guidance,
        profile=facts.version.profile,
        profile_version=facts.version.version,
        text_hash=decision_hash(facts),
        state=state,
        written_at=at,
        written_by_id=by.account_id,
    )


def _serve(case: Case, decision: Decision, version: ProfileVersion, *, by: Actor, at: datetime) -> None:
    """The decision takes effect: rows, clocks and events; letters follow from the event."""
    day = legal_day(at)
    decision.state, decision.served_at, decision.served_by_id = "served", at, by.account_id
    decision.save(update_fields=["state", "served_at", "served_by"])
    case.reasonable_grounds, case.reasonable_grounds_on = decision.outcome, day
    meet_clock(case, Rule.REASONABLE_GROUNDS_DECISION, at=at, by=by.account_id)
    positive = decision.outcome == Outcome.POSITIVE.value
    follows = Rule.RECOVERY_PERIOD if positive else Rule.RECONSIDERATION_REQUEST
    if follows in version.time_limits:
        start_clock(case, follows, day, version, at=at, by=by.account_id)
    keep_case(case, "stage", "owner", "reasonable_grounds", "reasonable_grounds_on", "due_on")
    announce(
        ReasonableGroundsDecided(
            subject=case.reference,
            case=case.reference,
            outcome=decision.outcome,
            text_hash=decision.text_hash,
            decided_on=day,
            days=(day - case.received_on).days,
        ),
        at=at,
        by=by.account_id,
    )

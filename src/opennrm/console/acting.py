"""What verbs do in somebody's name, by the same actions as the pages. Imported only once the house is open.

The command line asks for no password: whoever runs the machine acts as the account that they name, and the history
holds that account. So it is for those who run the machine, and for nobody else.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.audit.queries import Happened, events_of_case
from opennrm.audit.record import announce, command
from opennrm.cases.actions.deciding import check_decision, serve_decision
from opennrm.cases.actions.deciding import decide as decide_in_case
from opennrm.cases.queries import (
    CaseRead,
    ClockRead,
    DecisionRead,
    authority_of,
    case_for,
    clocks_of,
    decisions_of,
)
from opennrm.cases.same_person import without_hidden_likeness
from opennrm.cases.standard_records import record_of_sent
from opennrm.config.fault import Fault
from opennrm.mechanism.events import CaseViewed, ReferralViewed, told
from opennrm.mechanism.refusal import refuse_if
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.actors import actor_of
from opennrm.partners.directory import names_of
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import referral_for
from opennrm.referrals.whole import refer_at_once

NO_CASE = "There is no such case for this account: check the reference, and whom --as names."


def actor_named(email: str, at: datetime) -> Actor:
    """Who acts. Raises `Fault` if no active account has this address."""
    try:
        return actor_of(email, at)
    except NotYours as unknown:
        raise Fault(
            "No active account has the address that --as names: give the address it signs in with."
        ) from unknown


def refer(answers: dict[str, Any], *, by: Actor, at: datetime) -> dict[str, Any]:
    """Send a referral; gives its reference and the facts of its receipt. Raises `WrongAnswers` and `Refused`."""
    reference = refer_at_once(answers, by=by, at=at)
    with command():
        sent = referral_for(by, reference, at=at)
        announce(ReferralViewed(subject=reference, case=reference), at=at, by=by.account_id)
    return {
        "reference": reference,
        "received_on": sent.received_on.isoformat(),
        "submitted_at": sent.submitted_at.isoformat(),
        "referred_as": sent.kind,
        "organisation": sent.organisation,
        "authority": authority_of(reference),
        "sent_hash": sent.answers_hash,
    }


def record_of_referral(reference: str, *, by: Actor, at: datetime) -> dict[str, Any]:
    """A referral that they may see as a record of HTCDS 2.0; that it was looked at is part of its history."""
    refuse_if(refusal_to_act(by, Permission.SEE_OWN_REFERRALS))
    with command():
        sent = referral_for(by, reference, at=at)
        announce(ReferralViewed(subject=reference, case=reference), at=at, by=by.account_id)
        return record_of_sent(sent)


def case_as_seen(reference: str, *, with_reasons: bool, by: Actor, at: datetime) -> dict[str, Any]:
    """Where a case stands, its clocks, decisions and timeline; that it was looked at is part of its history.

    Raises `Refused` if the role does not let them see cases, `Fault` if the case is not theirs to see.
    """
    refuse_if(refusal_to_act(by, Permission.SEE_CASES))
    with command():
        case = _case(reference, by, at)
        events = without_hidden_likeness(events_of_case(reference), by, at)
        names = names_of(_people_in(events))
        shown = {
            **_standing(case),
            "clocks": [_clock(clock) for clock in clocks_of(case.id)],
            "decisions": [_decision(decision, with_reasons) for decision in decisions_of(case.id)],
            "timeline": [_entry(event, names) for event in events],
        }
        announce(CaseViewed(subject=reference, case=reference), at=at, by=by.account_id)
    return shown


def decide(
    reference: str,
    *,
    kind: str,
    outcome: str,
    reasons: str,
    answer: str = "",
    seen: int | None,
    by: Actor,
    at: datetime,
) -> dict[str, Any]:
    """Write one of the two decisions: put forward, or served where no second officer is needed.

    `answer` goes to independent reviewers who asked for another look.
    """
    version = _case(reference, by, at).version if seen is None else seen
    grounds = DecisionKind(kind)
    decide_in_case(reference, kind=grounds, outcome=outcome, reasons=reasons, answer=answer, seen=version, by=by, at=at)
    return _standing(_case(reference, by, at))


def check(
    reference: str, *, agreed: bool, text_hash: str, remark: str, seen: int | None, by: Actor, at: datetime
) -> dict[str, Any]:
    """Countersign, or return, the decision whose text has this hash."""
    version = _case(reference, by, at).version if seen is None else seen
    check_decision(reference, text_hash=text_hash, agreed=agreed, remark=remark, seen=version, by=by, at=at)
    return _standing(_case(reference, by, at))


def serve(reference: str, *, answer: str = "", seen: int | None, by: Actor, at: datetime) -> dict[str, Any]:
    """Serve the decision that was countersigned, and reviewed where the profile demands it."""
    version = _case(reference, by, at).version if seen is None else seen
    serve_decision(reference, answer=answer, seen=version, by=by, at=at)
    return _standing(_case(reference, by, at))


def _case(reference: str, by: Actor, at: datetime) -> CaseRead:
    try:
        return case_for(by, reference, at=at)
    except NotYours as unknown:
        raise Fault(NO_CASE) from unknown


def _standing(case: CaseRead) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "stage": case.stage,
        "treated_as": case.kind,
        "nation": case.nation,
        "received_on": case.received_on.isoformat(),
        "due_on": case.due_on.isoformat() if case.due_on else None,
        "team": case.owner_team,
        "held_by": case.owner,
        "reasonable_grounds": case.reasonable_grounds or None,
        "conclusive_grounds": case.conclusive_grounds or None,
        "version": case.version,
    }


def _clock(clock: ClockRead) -> dict[str, Any]:
    return {
        "rule": clock.rule,
        "kind": clock.kind,
        "due_on": clock.due_on.isoformat() if clock.due_on else None,
        "ended": clock.ended_because or None,
        "explanation": clock.explanation,
    }


def _decision(decision: DecisionRead, with_reasons: bool) -> dict[str, Any]:
    shown = {
        "kind": decision.kind,
        "outcome": decision.outcome,
        "state": decision.state,
        "countersigned": decision.countersigned is not None,
        "written_at": decision.written_at.isoformat(),
        "written_by": decision.written_by,
        "text_hash": decision.text_hash,
    }
    return shown | {"reasons": decision.reasons} if with_reasons else shown


def _entry(event: Happened, names: dict[str, str]) -> dict[str, Any]:
    who = names.get(str(event.by), "Somebody") if event.by else "The system"
    return {"at": event.at.isoformat(), "who": who, "sentence": told(event.kind, event.facts, names)}


def _people_in(events: list[Happened]) -> set[UUID]:
    return {event.by for event in events if event.by} | {UUID(e.facts["to"]) for e in events if e.facts.get("to")}

"""A decision takes effect: served once, with the clocks that then end and begin; its letters follow from the event."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.clocks import meet_clock, start_clock
from opennrm.cases.actions.grounds import grounds_of, refusal_to_serve
from opennrm.cases.actions.growing_up import refusal_while_it_waits
from opennrm.cases.actions.independent_reviews import answer_reviewers
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.actions.written import checks_of, facts_of, put_forward_in
from opennrm.cases.independent_reviews import reviews_for, rules_of_writing
from opennrm.cases.models import Case, Decision
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.independent_review import refusal_without_review
from opennrm.mechanism.refusal import refuse_if
from opennrm.mechanism.vocabulary import Outcome
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for


def serve_decision(reference: str, *, answer: str = "", seen: int, by: Actor, at: datetime) -> None:
    """Serve the decision that was countersigned and, where the profile demands it, reviewed.

    `answer` is owed to reviewers who were not satisfied with it. Raises `NotYours`; `Refused` if no countersignature or
    review of its text stands.
    """
    with command():
        if once(who=by.account_id, token=f"serve:{reference}:{seen}", body={"answer": answer}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        refuse_if(refusal_while_it_waits(case, at))
        version = rules_for(case.profile, case.received_on, at)
        decision = put_forward_in(case)
        facts = facts_of(decision, version)
        checks, reviews = checks_of(decision, facts), reviews_for(decision, facts)
        refuse_if(refusal_to_serve(case, facts, checks, legal_day(at), reviews))
        refuse_if(refusal_without_review(facts_of(decision, rules_of_writing(decision)), reviews))
        answer_reviewers(case, grounds_of(decision), answer, by=by, at=at)
        move_case(case, grounds_of(decision).move(f"serve_{facts.outcome.value}"), version)
        serve_now(case, decision, by=by, at=at)


def serve_now(case: Case, decision: Decision, *, by: Actor, at: datetime) -> None:
    """What serving does to a locked case that was moved: rows, clocks and the event. Saves all of them.

    The clocks and rights that follow are those of the rules of the day of service.
    """
    day, grounds = legal_day(at), grounds_of(decision)
    decision.state, decision.served_at, decision.served_by_id = "served", at, by.account_id
    decision.save(update_fields=["state", "served_at", "served_by"])
    columns = grounds.set_outcome(case, decision.outcome, day)
    meet_clock(case, grounds.met, at=at, by=by.account_id)
    rights = rules_for(case.profile, day, at)
    for rule in grounds.follows[Outcome(decision.outcome)]:
        if rule in rights.time_limits:
            start_clock(case, rule, day, rights, at=at, by=by.account_id)
    keep_case(case, "stage", "owner", "due_on", *columns)
    announce(
        grounds.decided(
            subject=case.reference,
            case=case.reference,
            outcome=decision.outcome,
            text_hash=decision.text_hash,
            decided_on=day,
            days=(day - case.received_on).days,
            profile=decision.profile,
            profile_version=decision.profile_version,
        ),
        at=at,
        by=by.account_id,
    )

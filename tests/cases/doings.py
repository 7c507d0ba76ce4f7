"""What can be done to a case, each by its real action and beside what the pure law says of it.

Add a doing here when an action is added: it gives the call, the codes of the law's refusals, and where the law leads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opennrm.cases.actions import deciding, reconsidering, recovering
from opennrm.mechanism.decisions import Check, needs_second_officer, refusal_to_check
from opennrm.mechanism.reconsideration import ReconsiderationRequest, refusal_to_request
from opennrm.mechanism.recovery import is_over, refusal_to_end
from opennrm.mechanism.stages import Move, Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from tests.cases.by_the_law import (
    FIRST,
    RECOVERY,
    SECOND,
    deadline_of,
    facts_of,
    leave_of,
    refusals_to_put_forward,
    refusals_to_serve,
)
from tests.cases.doings_beside import (
    answer,
    ask,
    consult,
    days_go_by,
    evidence,
    extend,
    give_leave,
    holiday,
)
from tests.cases.doings_of_the_second_stage import (
    accept,
    answer_representations,
    ask_agency,
    contact,
    represent,
    review,
)
from tests.cases.doings_that_lead_away import close, reopen, resume, suspend, transfer, withdraw
from tests.cases.histories import Tried, Walked, codes


def write(walk: Walked) -> Tried:
    """Somebody writes the decision that the stage is about, or now and then the other one."""
    about = SECOND if walk.stage.startswith(("conclusive", "recovery")) else FIRST
    kind = about if walk.chance.random() < 0.9 else walk.chance.choice([FIRST, SECOND])
    outcome, reasons = walk.chance.choice(list(Outcome)), walk.chance.choice(["One.", "Two.", ""])
    by = walk.somebody()
    facts = facts_of(walk, kind, outcome, reasons, str(by.account_id))
    stage, refusals = _way_made(walk, kind, str(by.account_id))
    if needs_second_officer(facts.rules, outcome):
        move, refusals = Move(f"put_forward_{kind}"), refusals | refusals_to_put_forward(walk, facts)
    else:
        move, refusals = Move(f"serve_{outcome}_{kind}"), refusals | refusals_to_serve(walk, facts, ())
    refusals |= walk.by_the_table(move, stage)
    decide = deciding.decide_reasonable_grounds if kind is FIRST else deciding.decide_conclusive_grounds
    seen = walk.seen
    return Tried(
        lambda: decide(walk.reference, outcome=outcome, reasons=reasons, seen=seen, by=by, at=walk.at),
        frozenset(refusals),
        walk.led(move, stage),
    )


def _way_made(walk: Walked, kind: DecisionKind, by: str) -> tuple[Stage, set[str]]:
    """Where a case stands once what was put forward has made way for a new text, and what stands against that."""
    state = walk.facts.decision(kind)
    if state.served_hash:
        return walk.stage, {"already_decided"}
    if not state.put_forward_hash:
        return walk.stage, set()
    if walk.stage is Stage(f"{kind}_checked"):
        return walk.led(Move(f"change_{kind}")), set()
    move = Move(f"take_back_{kind}")
    others = {"being_checked"} if state.put_forward_by != by else set()
    return walk.led(move), others | walk.by_the_table(move)


def _waiting(walk: Walked) -> DecisionKind | None:
    """The decision that was put forward and not served."""
    states = walk.facts.decisions
    return next(
        (kind for kind in (SECOND, FIRST) if states[kind].put_forward_hash and not states[kind].served_hash), None
    )


def check(walk: Walked) -> Tried:
    """A second officer agrees, or returns it."""
    by, agreed, kind, seen = walk.somebody(), walk.chance.random() < 0.7, _waiting(walk), walk.seen
    state = walk.facts.decision(kind) if kind else None
    text_hash = (state.put_forward_hash if state else None) or "0" * 64

    def call() -> None:
        remark = "" if agreed else "Look again."
        deciding.check_decision(
            walk.reference, text_hash=text_hash, agreed=agreed, remark=remark, seen=seen, by=by, at=walk.at
        )

    if kind is None or state is None:
        return Tried(call, frozenset({"no_decision_put_forward", "already_decided"}), walk.stage)
    facts = facts_of(walk, kind, state.outcome or Outcome.NEGATIVE, "One.", state.put_forward_by or "")
    move = Move(f"{'countersign' if agreed else 'return'}_{kind}")
    refusals = codes(refusal_to_check(facts, str(by.account_id))) | walk.by_the_table(move)
    return Tried(call, frozenset(refusals), walk.led(move))


def serve(walk: Walked) -> Tried:
    """Somebody serves what was countersigned."""
    by, kind, seen = walk.somebody(), _waiting(walk), walk.seen

    def call() -> None:
        deciding.serve_decision(walk.reference, seen=seen, by=by, at=walk.at)

    if kind is None:
        return Tried(call, frozenset({"no_decision_put_forward", "already_decided"}), walk.stage)
    state = walk.facts.decision(kind)
    facts = facts_of(walk, kind, state.outcome or Outcome.NEGATIVE, "One.", state.put_forward_by or "")
    signed = state.countersigned_hash == state.put_forward_hash
    checks = (Check(state.countersigned_by or "", facts.text_hash),) if signed else ()
    move = Move(f"serve_{facts.outcome}_{kind}")
    return Tried(call, frozenset(refusals_to_serve(walk, facts, checks) | walk.by_the_table(move)), walk.led(move))


def end_recovery(walk: Walked) -> Tried:
    """The caseworker ends recovery, or the day's sweep does."""
    bar, by, seen = deadline_of(walk, RECOVERY), walk.somebody(), walk.seen
    if walk.chance.random() < 0.5:
        ends = walk.stage is Stage.RECOVERY and bar is not None and is_over(bar, walk.today)
        after = Stage.CONCLUSIVE_GROUNDS_PENDING if ends else walk.stage
        return Tried(lambda: recovering.end_recoveries_that_are_over(at=walk.at), frozenset(), after)
    refusals = walk.by_the_table(Move.END_RECOVERY)
    refusals |= {"no_recovery"} if bar is None else codes(refusal_to_end(bar, walk.today, leave_of(walk, RECOVERY)))
    return Tried(
        lambda: recovering.end_recovery(walk.reference, seen=seen, by=by, at=walk.at),
        frozenset(refusals),
        walk.led(Move.END_RECOVERY),
    )


def request_reconsideration(walk: Walked) -> Tried:
    """A first responder, or somebody whom the profile does not name, asks for a negative to be looked at again."""
    who, by, seen = walk.chance.choice(["first_responder", "person"]), walk.somebody(), walk.seen
    asked = ReconsiderationRequest(requester=who, grounds=("additional_evidence",), asked_on=walk.today)
    window = deadline_of(walk, Rule.RECONSIDERATION_REQUEST)
    refusals = walk.by_the_table(Move.REQUEST_RECONSIDERATION)
    refusals |= {"no_window"} if window is None else codes(refusal_to_request(walk.version, asked, window))

    def call() -> None:
        reconsidering.request_reconsideration(
            walk.reference,
            requester=who,
            grounds=asked.grounds,
            words="There is more.",
            on=walk.today,
            facing_removal=False,
            seen=seen,
            by=by,
            at=walk.at,
        )

    return Tried(call, frozenset(refusals), walk.led(Move.REQUEST_RECONSIDERATION))


def answer_reconsideration(walk: Walked) -> Tried:
    """The request is accepted or refused."""
    by, seen, accepts = walk.somebody(), walk.seen, walk.chance.random() < 0.5
    move = Move.ACCEPT_RECONSIDERATION if accepts else Move.REFUSE_RECONSIDERATION

    def call() -> None:
        told: dict[str, Any] = {"answer": "We looked.", "seen": seen, "by": by, "at": walk.at}
        if accepts:
            reconsidering.accept_reconsideration(walk.reference, **told)
        else:
            reconsidering.refuse_reconsideration(walk.reference, reason="nothing_new", **told)

    return Tried(call, frozenset(walk.by_the_table(move)), walk.led(move))


DOINGS: dict[str, Callable[[Walked], Tried]] = {
    each.__name__: each
    for each in (
        *(write, check, serve, end_recovery, extend, give_leave, consult),
        *(request_reconsideration, answer_reconsideration, suspend, resume, withdraw, close, reopen, transfer),
        *(ask, answer, evidence, holiday, days_go_by),
        *(accept, represent, answer_representations, contact, review, ask_agency),
    )
}
"""Everything that can be tried, wherever a case stands."""
FITTING: dict[str, tuple[str, ...]] = {
    "to_check": ("check",),
    "checked": ("serve", "serve", "write"),
    "pending": ("write", "write", "consult"),
    "recovery": ("end_recovery", "days_go_by", "give_leave", "extend", "contact", "review"),
    "triage": ("accept",),
    "negative": ("request_reconsideration",),
    "reconsideration": ("answer_reconsideration",),
    "suspended": ("resume",),
    "withdrawn": ("reopen",),
    "closed": ("reopen",),
    "returned": ("answer",),
}
"""What leads on from a stage, by a word in its name: half of all steps are such, or few cases would get anywhere."""


def next_doing(walk: Walked) -> str:
    """What is tried next."""
    fitting = next((names for word, names in FITTING.items() if word in walk.stage), ())
    return walk.chance.choice(fitting if fitting and walk.chance.random() < 0.6 else sorted(DOINGS))

"""What happens beside the moves of a case, or only lets time go by, each beside what the pure law says of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from opennrm.cases.actions import extending
from opennrm.cases.actions.answering import record_answer
from opennrm.cases.actions.asking import ask_responder
from opennrm.cases.actions.consulting import record_consultation
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.holidays import add_holiday, recount_clocks
from opennrm.mechanism import conclusive_grounds
from opennrm.mechanism.calendar import CALENDAR
from opennrm.mechanism.recovery import refusal_to_override
from opennrm.mechanism.stages import Move, Stage
from opennrm.mechanism.vocabulary import Nation
from tests.cases.by_the_law import (
    RECOVERY,
    consulted,
    deadline_of,
    kind_of,
)
from tests.cases.histories import Tried, Walked, codes


def extend(walk: Walked) -> Tried:
    """Recovery is lengthened by some days."""
    clock, by, seen, days = (
        walk.facts.clocks.get(RECOVERY.value),
        walk.somebody(),
        walk.seen,
        walk.chance.randint(1, 20),
    )
    refusals = set() if clock is not None and clock.is_running else {"no_recovery_runs"}

    def call() -> None:
        extending.extend_recovery(
            walk.reference, by_days=days, reason="serious_health", words="Ill.", seen=seen, by=by, at=walk.at
        )

    return Tried(call, frozenset(refusals), walk.stage)


def give_leave(walk: Walked) -> Tried:
    """A manager lets the bar of recovery be crossed."""
    bar, by = deadline_of(walk, RECOVERY), walk.somebody()
    refusals = {"no_bar"} if bar is None else codes(refusal_to_override(bar, walk.today, "court_order", "Ordered."))

    def call() -> None:
        extending.override_bar(
            walk.reference, rule=RECOVERY.value, reason="court_order", words="Ordered.", by=by, at=walk.at
        )

    return Tried(call, frozenset(refusals), walk.stage)


def consult(walk: Walked) -> Tried:
    """The case is discussed with everybody who has to be asked, or they have no part in it."""
    by, missing = walk.somebody(), set(conclusive_grounds.whom_to_consult(kind_of(walk))) - consulted(walk)

    def call() -> None:
        for who in sorted(missing):
            record_consultation(walk.reference, with_whom=who, took_part=False, said="", on=None, by=by, at=walk.at)

    return Tried(call, frozenset(), walk.stage)


def ask(walk: Walked) -> Tried:
    """The case is returned to who referred with a question."""
    by, seen, due_on = walk.somebody(), walk.seen, walk.today + timedelta(days=5)

    def call() -> None:
        ask_responder(
            walk.reference,
            topics=["places"],
            words="Where?",
            due_on=due_on,
            chase_every=None,
            seen=seen,
            by=by,
            at=walk.at,
        )

    return Tried(call, frozenset(walk.by_the_table(Move.ASK_FOR_INFORMATION)), walk.led(Move.ASK_FOR_INFORMATION))


def answer(walk: Walked) -> Tried:
    """What was asked last is answered; where nothing waits, nothing is done."""
    asked = [e.facts["request"] for e in walk.entries if e.kind == "InformationRequested"]
    waits = [one for one in asked if not walk.facts.requests[one].answer and not walk.facts.requests[one].is_closed]
    if not waits:
        return Tried(lambda: None, frozenset(), walk.stage)
    by, goes_on = walk.somebody(), walk.stage is Stage.RETURNED_FOR_INFORMATION

    def call() -> None:
        record_answer(walk.reference, UUID(waits[-1]), answer="no_reply", text="", on=walk.today, by=by, at=walk.at)

    return Tried(call, frozenset(), walk.led(Move.RECEIVE_INFORMATION) if goes_on else walk.stage)


def evidence(walk: Walked) -> Tried:
    """Somebody adds what was told."""
    by = walk.somebody()
    text = f"Told on {walk.at.isoformat()}, {len(walk.done)}."

    def call() -> None:
        add_evidence(walk.reference, kind="police", text=text, source="", by=by, at=walk.at)

    return Tried(call, frozenset(), walk.stage)


def holiday(walk: Walked) -> Tried:
    """A bank holiday is added late, and the clocks are counted again."""
    day = walk.today + timedelta(days=walk.chance.randint(0, 9))
    nation = Nation(walk.facts.nation or "")

    def call() -> None:
        if CALENDAR.day_off(day, nation) is None:
            add_holiday([nation.value], day, "A day", reason="", by=walk.house.administrator, at=walk.at)
        recount_clocks(walk.at)

    return Tried(call, frozenset(), walk.stage)


def days_go_by(walk: Walked) -> Tried:
    """Nothing happens for a while."""
    walk.at += timedelta(days=walk.chance.choice([1, 5, 31, 46]))
    return Tried(lambda: None, frozenset(), walk.stage)

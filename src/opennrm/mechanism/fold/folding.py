"""Fold the events of a case into where it stands, so that a verifier can compare the history with the rows.

The fold trusts nothing: a history that the table of moves does not allow, a negative without its second officer, or a
clock that moved without a cause is a `BrokenHistory`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from opennrm.mechanism.fold import (
    of_cases,
    of_clocks,
    of_decisions,
    of_disqualifying,
    of_leave,
    of_panels,
    of_reviews,
    of_second_stage,
)
from opennrm.mechanism.fold.facts import Broken, BrokenHistory, CaseFacts, Entry, Take
from opennrm.mechanism.stages import ENDED_STAGES, STEPS, Move, Stage, Step, Where
from opennrm.mechanism.vocabulary import DecisionKind

_TAKES: dict[str, Take] = {
    **of_cases.TAKES,
    **of_decisions.TAKES,
    **of_reviews.TAKES,
    **of_panels.TAKES,
    **of_clocks.TAKES,
    **of_disqualifying.TAKES,
    **of_second_stage.TAKES,
    **of_leave.TAKES,
}


def fold(entries: Iterable[Entry], onto: CaseFacts | None = None, taken: int = 0) -> CaseFacts:
    """The facts of a case from its events in their order; raises `BrokenHistory` where they contradict the law.

    To go on from where an earlier fold ended, give what it gave as `onto`, and how many events it took as `taken`.
    """
    case = CaseFacts() if onto is None else onto
    for position, entry in enumerate(entries, taken):
        try:
            case = _taken(_moved(case, entry), entry)
        except Broken as broken:
            raise BrokenHistory(position, str(broken)) from broken
    return case


_MOVING = frozenset(step.event.__name__ for step in STEPS)
_STEPS_AT: dict[tuple[Stage | None, str], tuple[Step, ...]] = {
    (one.stage, one.event.__name__): tuple(step for step in STEPS if (step.stage, step.event) == (one.stage, one.event))
    for one in STEPS
}


def _moved(case: CaseFacts, entry: Entry) -> CaseFacts:
    """The case at the stage that the event leads to; every rule about the decision is looked at by `_taken`."""
    if entry.kind not in _MOVING:
        return case
    steps = [
        step
        for step in _STEPS_AT.get((case.stage, entry.kind), ())
        if step.outcome in (None, entry.facts.get("outcome"))
        and (step.move is not Move.REOPEN or step.after == entry.facts["stage"])
    ]
    after = {step.after for step in steps}
    if len(after) > 1:  # a text that fell goes back to where it was written down
        after = {step.after for step in steps if (Where.A_PANEL_DECIDES in step.only_where) is _by_panel(case)}
    if len(after) != 1:
        raise Broken(f"{entry.kind} cannot happen at the stage {case.stage}.")
    stage = after.pop()
    return replace(case, stage=stage, left_stage=case.stage if stage in ENDED_STAGES else case.left_stage)


def _by_panel(case: CaseFacts) -> bool:
    """Did a panel come to what the case's stage is about?"""
    kind = next(kind for kind in DecisionKind if case.stage and case.stage.startswith(kind.value))
    return case.decision(kind).panel is not None


def _taken(case: CaseFacts, entry: Entry) -> CaseFacts:
    take = _TAKES.get(entry.kind)
    return case if take is None else take(case, entry)

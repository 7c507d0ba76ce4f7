"""Chooses who is asked to a sitting: whoever fills most of what its cases need, among those with the least load."""

from __future__ import annotations

from opennrm.mechanism.timetabling.state import Asked, State


def ask_for(state: State, sitting: int) -> tuple[int, ...]:
    """Ask members to a sitting, for the cases that are heard there; gives the cases that cannot be heard with anybody.

    All of its cases where there are too few members at all; and those so many have a conflict with that no quorum is
    left. Nobody is asked then.
    """
    state.ask(sitting, frozenset())
    cases = frozenset(state.of_sitting[sitting])
    if not cases:
        return ()
    able = {member for member in state.can_come[sitting] if state.load[member] < state.most[member]}
    if len(able) < state.problem.fewest:
        return tuple(sorted(cases))
    asked: Asked = frozenset()
    while len(asked) < state.problem.seats and able:
        best = min(able, key=lambda member: (_gain(state, cases, asked, member), member))
        is_enough = len(asked) >= state.problem.fewest and all(state.has_quorum(case, asked) for case in cases)
        if is_enough and _gain(state, cases, asked, best)[1] >= 0:
            break
        asked |= {best}
        able.remove(best)
    without = tuple(case for case in sorted(cases) if not state.has_quorum(case, asked))
    if not without:
        state.ask(sitting, asked)
    return without


def _gain(state: State, cases: frozenset[int], asked: Asked, member: int) -> tuple[int, int]:
    """How many cases lack a quorum with this member too, and what asking them costs more; less is better."""
    then = asked | {member}
    lacking = sum(max(0, state.problem.quorum - len(then - state.barred[case])) for case in cases)
    seats = state.seats_cost(cases, then) - state.seats_cost(cases, asked)
    return lacking, seats + state.problem.weights.load * state.load[member]

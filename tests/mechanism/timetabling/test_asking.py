"""Who is asked fills what the cases need, comes, has no conflict with too many, and was asked least before."""

from __future__ import annotations

from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.timetabling.asking import ask_for
from opennrm.mechanism.timetabling.problem import Problem, cost_of, faults_of
from opennrm.mechanism.timetabling.state import State
from tests.mechanism.timetabling.made import SITTINGS, case, member, problem


def begun(asked: Problem) -> State:
    """All cases at the first sitting."""
    state = State(asked)
    for number in range(len(asked.cases)):
        state.put(number, 0)
    return state


def test_every_seat_that_can_be_filled_is_filled() -> None:
    of_all = problem(case(0), case(1, needs={Agency.POLICE: 2, Agency.CHARITY: 2}))
    state = begun(of_all)
    assert ask_for(state, 0) == ()
    assert cost_of(of_all, state.timetable()).seats == 0
    assert list(faults_of(of_all, state.timetable())) == []
    assert len(state.asked[0]) == of_all.fewest, "nobody is asked for nothing"


def test_who_was_asked_least_is_asked_first() -> None:
    pool = tuple(member(number, agency=Agency.POLICE) for number in range(12))
    state = begun(problem(case(0, needs={Agency.POLICE: 1}), pool=pool))
    state.ask(1, frozenset(range(6)))
    ask_for(state, 0)
    assert state.asked[0] == frozenset(range(6, 12))


def test_a_case_that_nearly_everybody_has_a_conflict_with_is_told_and_nobody_is_asked() -> None:
    barred = frozenset(f"member-{number}" for number in range(4))
    state = begun(problem(case(0), case(1, barred=barred)))
    assert ask_for(state, 0) == (1,)
    assert state.asked[0] == frozenset()


def test_too_few_members_hear_nothing() -> None:
    elsewhere = frozenset(SITTINGS[1:])
    pool = tuple(member(number, sittings=elsewhere if number > 4 else frozenset(SITTINGS)) for number in range(9))
    state = begun(problem(case(0), case(1), pool=pool))
    assert ask_for(state, 0) == (0, 1)
    state.put(0, -1)
    state.put(1, -1)
    assert ask_for(state, 0) == ()

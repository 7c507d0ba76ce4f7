"""What a change costs while a timetable is made is what the sum says afterwards."""

from __future__ import annotations

from random import Random

from bench.timetables import instance
from opennrm.mechanism.timetabling import making
from opennrm.mechanism.timetabling.problem import cost_of, faults_of
from opennrm.mechanism.timetabling.state import State
from tests.mechanism.timetabling.made import case, problem


def test_every_change_costs_what_it_says_and_breaks_nothing() -> None:
    small = instance(20, 15, 10, seed=7)
    state, random = making._begun(small), Random(3)  # noqa: S311 - a search, no secret
    stands, changed = cost_of(small, state.timetable()).total, 0
    for _ in range(4_000):
        more = making._change(state, random, 40.0)
        now = state.timetable()
        assert cost_of(small, now).total == stands + more
        stands += more
        changed += more != 0
    assert changed > 100
    assert list(faults_of(small, state.timetable())) == []


def test_it_keeps_who_is_asked_how_often() -> None:
    state = State(problem(case(0)))
    state.put(0, 1)
    state.ask(1, frozenset({0, 1}))
    state.ask(1, frozenset({1, 2}))
    assert state.load[:4] == [0, 1, 1, 0]
    assert state.timetable().asked == {"second": frozenset({"member-1", "member-2"})}
    state.put(0, -1)
    assert state.timetable().heard == {}
    assert state.of_sitting[1] == set()


def test_a_chair_with_a_conflict_is_no_way_to_hear_a_case() -> None:
    state = State(problem(case(0, barred=frozenset({"chair-first"}))))
    assert state.costs[0][0] > state.costs[0][3], "nowhere costs less"

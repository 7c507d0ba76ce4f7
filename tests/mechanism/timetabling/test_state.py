"""What a change costs while a timetable is made is what the sum says afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from bench.timetables import instance
from opennrm.mechanism.timetabling import making
from opennrm.mechanism.timetabling.placing import NOT_THERE
from opennrm.mechanism.timetabling.problem import cost_of, faults_of
from opennrm.mechanism.timetabling.state import State
from tests.mechanism.timetabling.made import SITTINGS, TODAY, case, member, problem


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


def test_a_chair_with_a_conflict_is_no_way_to_hear_a_case_nor_is_a_sitting_too_soon_or_too_empty() -> None:
    state = State(problem(case(0, barred=frozenset({"chair-first"}))))
    assert [cost < NOT_THERE for cost in state.costs[0]] == [False, True, True, True]
    soon = State(replace(problem(case(0)), on=TODAY + timedelta(10)))
    assert [cost < NOT_THERE for cost in soon.costs[0]] == [False, True, True, True]
    few = tuple(member(number, sittings=frozenset({"second"} if number > 4 else SITTINGS)) for number in range(8))
    assert [cost < NOT_THERE for cost in State(problem(case(0), pool=few)).costs[0]] == [False, True, False, True]


def test_nobody_is_chair_and_member_of_one_sitting() -> None:
    of_all = problem(case(0))
    chaired = replace(of_all, sittings=tuple(replace(each, chair="member-0") for each in of_all.sittings))
    assert all(0 not in able for able in State(chaired).can_come)

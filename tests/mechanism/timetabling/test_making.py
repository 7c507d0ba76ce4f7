"""A timetable breaks no rule, tells how far it is, is the same each time, and is near the best there can be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.timetables import SIZES, bounds, instance
from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.timetabling import making
from opennrm.mechanism.timetabling.making import greedy, made, make
from opennrm.mechanism.timetabling.placing import placed_at_least_cost
from opennrm.mechanism.timetabling.problem import cost_of, faults_of
from tests.mechanism.timetabling.made import case, member, problem

BOUNDS = bounds()


@pytest.mark.parametrize("told", BOUNDS, ids=lambda told: f"{told['size'][0]} cases")
def test_it_is_within_one_percent_of_the_bound_and_what_is_done_by_hand_is_not_within_five(
    told: dict[str, object],
) -> None:
    size, bound = told["size"], told["bound"]
    assert isinstance(size, list)
    assert isinstance(bound, float)
    of_all = instance(*size)
    ours = made(of_all, changes=20_000)
    assert list(faults_of(of_all, ours)) == []
    assert bound <= cost_of(of_all, ours).total <= 1.01 * bound
    by_hand = greedy(of_all)
    assert list(faults_of(of_all, by_hand)) == []
    assert cost_of(of_all, by_hand).total >= 1.05 * bound
    changed = "the sum or the rules were changed: run tools/timetable_bounds.py again"
    assert cost_of(of_all, by_hand).total == told["greedy"], changed


def test_the_bounds_are_of_the_three_sizes() -> None:
    assert [tuple(told["size"]) for told in BOUNDS] == list(SIZES)
    assert all(told["bound"] <= told["found"] <= told["ours"] for told in BOUNDS)


def test_it_tells_how_far_it_is_and_never_gets_worse() -> None:
    told = list(make(instance(20, 15, 10), changes=20_000))
    assert [each.tried for each in told] == [0, 6_000, 12_000, 18_000, 20_000]
    sums = [each.cost.total for each in told]
    assert sums == sorted(sums, reverse=True)
    assert sums[-1] < sums[0], "the small changes gained something"


def test_the_same_seed_gives_the_same() -> None:
    of_all = instance(20, 15, 10, seed=5)
    assert made(of_all, seed=2, changes=3_000) == made(of_all, seed=2, changes=3_000)


def test_what_is_due_comes_first_and_who_waited_long_is_not_overtaken() -> None:
    due, old, new = case(0, due_in=10), case(1, age=200), case(2, age=5)
    heard = made(problem(new, old, due, places=1), changes=500).heard
    assert [heard[each.reference] for each in (due, old, new)] == ["first", "second", "third"]


def test_where_too_few_come_nothing_is_heard_and_where_one_agency_is_missing_it_is() -> None:
    few = problem(case(0), members=5)
    assert made(few, changes=500).heard == {}
    no_charity = tuple(member(number, agency=Agency.POLICE) for number in range(7))
    assert cost_of(problem(case(0), pool=no_charity), made(problem(case(0), pool=no_charity), changes=500)).seats == 3


def test_without_sittings_or_members_or_cases_there_is_a_timetable_of_nothing() -> None:
    for nothing in (replace(problem(case(0)), sittings=()), problem(case(0), pool=()), problem()):
        assert made(nothing, changes=100).heard == {}
        assert greedy(nothing).heard == {}


@pytest.mark.parametrize("most", [1, 3])
def test_where_everybody_comes_seldom_some_sittings_are_held_and_the_others_closed_at_once(most: int) -> None:
    of_all = instance(60, 30, 20)
    scarce = replace(of_all, pool=tuple(replace(each, most=most) for each in of_all.pool))
    rounds = []

    def counted(*given: Any) -> list[int]:
        rounds.append(1)
        return placed_at_least_cost(*given)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(making, "placed_at_least_cost", counted)
        found = made(scarce, changes=2_000)
    assert list(faults_of(scarce, found)) == []
    assert len(set(found.heard.values())) >= 30 * most // scarce.seats - 1
    assert len(rounds) <= len(of_all.sittings), "each round closes all that it can"


def test_what_no_place_was_found_for_is_heard_when_there_is_one_after_all() -> None:
    state = making._begun(problem(case(0), case(1)))
    key = state.heard[1]
    state.put(1, -1)
    stands = cost_of(state.problem, state.timetable()).total
    more = making._one_more_case(state, Random(1), key)  # noqa: S311 - a search, no secret
    assert more < 0
    assert cost_of(state.problem, state.timetable()).total == stands + more


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), cases=st.integers(0, 25), members=st.integers(0, 20), sittings=st.integers(0, 8))
def test_whatever_there_is_no_rule_is_broken(seed: int, cases: int, members: int, sittings: int) -> None:
    of_all = instance(cases, members, sittings, seed)
    for found in (made(of_all, changes=400), greedy(of_all)):
        assert list(faults_of(of_all, found)) == []


def test_a_planted_fault_is_found() -> None:
    of_all = instance(20, 15, 10)
    found = made(of_all, changes=500)
    crowded = Counter(found.heard.values()).most_common(1)[0][0]
    everything = replace(found, heard=dict.fromkeys(found.heard, crowded))
    assert list(faults_of(of_all, everything))

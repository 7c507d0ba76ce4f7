"""What a timetable costs, part by part, and what it may not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.timetabling.problem import Cost, Timetable, Weights, cost_of, faults_of
from tests.mechanism.timetabling.made import TODAY, case, member, problem, sittings

SIX = frozenset(f"member-{number}" for number in range(6))


def test_each_part_is_counted_and_the_weights_stand_in_their_order() -> None:
    of_two = problem(case(0, age=65, due_in=10), case(1, needs={Agency.POLICE: 3}))
    told = cost_of(of_two, Timetable({"case-0": "second", "case-1": "first"}, {"first": SIX, "second": SIX}))
    # case-0: 21 days, three times as heavy after two whole months; case-1: 7 days. Of three police seats one is empty.
    assert told == Cost(past_due=1, days=21 * 3 + 7, seats=1, load=6, total=100_000 + 10 * 70 + 8 + 6)
    weights = Weights()
    assert weights.past_due > weights.day > weights.seat > weights.load > 0


def test_a_case_without_a_place_waits_until_after_the_last_and_is_late_if_due_before() -> None:
    nothing = Timetable({}, {})
    assert cost_of(problem(case(0)), nothing) == Cost(0, 7 + 28 + 14, 0, 0, 490)
    assert cost_of(problem(case(0, due_in=48)), nothing).past_due == 1
    assert cost_of(problem(case(0, due_in=49)), nothing).past_due == 0


def test_a_conflict_leaves_a_seat_empty_for_that_case_alone() -> None:
    barred = case(1, barred=frozenset({"member-0", "member-4"}))  # both of the police
    heard = {"case-0": "first", "case-1": "first"}
    assert cost_of(problem(case(0), barred), Timetable(heard, {"first": SIX})).seats == 1


@pytest.mark.parametrize(
    ("heard", "asked", "told"),
    [
        ({}, {}, []),
        ({"case-0": "first"}, {"first": SIX}, []),
        ({"case-0": "never"}, {}, ["a sitting that there is not"]),
        ({"case-0": "first"}, {}, ["0 without a conflict", "0 members are asked"]),
        ({"case-0": "first"}, {"first": SIX | {"stranger"}}, ["stranger cannot come"]),
        ({}, {"first": SIX}, ["nothing is heard"]),
        ({f"case-{n}": "first" for n in range(3)}, {"first": SIX}, ["3 cases, and there is time for 2"]),
        ({}, {"never": SIX}, ["no such sitting"]),
        ({"case-9": "first"}, {"first": SIX}, ["no such case"]),
        ({"case-0": "second"}, {"second": SIX | {"member-7"}}, ["its chair is asked as a member"]),
        ({"case-3": "first"}, {"first": SIX}, ["4 without a conflict are asked, and 5 are needed"]),
        ({"case-4": "first"}, {"first": SIX}, ["the chair has a conflict"]),
    ],
)
def test_what_may_not_be_is_said_in_words(
    heard: dict[str, str], asked: dict[str, frozenset[str]], told: list[str]
) -> None:
    conflicted = case(3, barred=frozenset({"member-0", "member-1"}))
    of_all = problem(*map(case, range(3)), conflicted, case(4, barred=frozenset({"chair-first"})))
    first, second, third = of_all.sittings
    of_all = replace(of_all, sittings=(first, replace(second, chair="member-7"), third))
    faults = list(faults_of(of_all, Timetable(heard, asked)))
    assert len(faults) == len(told)
    assert all(words in fault for words, fault in zip(told, faults, strict=True))


def test_nobody_is_asked_more_often_or_elsewhere_than_they_can_come() -> None:
    pool = (member(0, most=1), *(member(number) for number in range(1, 8)))
    of_two = problem(case(0), case(1), pool=pool)
    faults = list(faults_of(of_two, Timetable({"case-0": "first", "case-1": "second"}, {"first": SIX, "second": SIX})))
    assert faults == ["member-0 is asked 2 times, and comes 1 times at most."]
    away = replace(of_two, pool=(replace(pool[0], sittings=frozenset({"third"})), *pool[1:]))
    assert list(faults_of(away, Timetable({"case-0": "first"}, {"first": SIX}))) == ["first: member-0 cannot come."]


def test_notice_is_needed_and_numbers_that_fit_together() -> None:
    tomorrow = replace(problem(case(0)), on=TODAY + timedelta(1))
    faults = list(faults_of(tomorrow, Timetable({"case-0": "first"}, {"first": SIX})))
    assert faults == ["first: 7 days of notice are needed."]
    with pytest.raises(ValueError, match="as many members"):
        replace(tomorrow, fewest=4)
    with pytest.raises(ValueError, match="no more than there are seats"):
        replace(tomorrow, fewest=9)


def test_without_sittings_everything_waits() -> None:
    none = replace(problem(case(0)), sittings=())
    assert cost_of(none, Timetable({}, {})).days == 14
    assert sittings()[0].places == 2

"""Who asks why a case is heard so late is told; who moves it by hand is told what follows."""

from __future__ import annotations

import pytest

from opennrm.mechanism.timetabling.explaining import elsewhere, moved, why
from opennrm.mechanism.timetabling.making import made
from opennrm.mechanism.timetabling.problem import Timetable, cost_of, faults_of
from tests.mechanism.timetabling.made import case, problem

OF_ALL = problem(case(0, due_in=3), case(1, due_in=40), case(2), case(3, barred=frozenset({"chair-first"})), places=1)
FOUND = made(OF_ALL, changes=300)
SIX = frozenset(f"member-{number}" for number in range(6))


def test_each_case_says_when_and_why_not_earlier() -> None:
    told = {each.reference: why(OF_ALL, FOUND, each.reference) for each in OF_ALL.cases}
    heard = {reference: sentences[0] for reference, sentences in told.items()}
    assert sum("has no place" in sentence for sentence in heard.values()) == 1
    assert "by the day it is due" in heard["case-1"]
    late = next(reference for reference in ("case-0", "case-2", "case-3") if len(told[reference]) > 1)
    assert any("there is time for 1" in sentence for sentence in told[late][1:])


def test_one_that_is_late_says_by_how_much() -> None:
    assert "4 days after it is due" in why(OF_ALL, Timetable({"case-0": "first"}, FOUND.asked), "case-0")[0]
    told = why(OF_ALL, Timetable({"case-3": "second"}, FOUND.asked), "case-3")
    assert "nothing says by when" in told[0]
    assert "Not at first on 2026-11-30: case-3 at first: the chair has a conflict." in told
    with pytest.raises(KeyError):
        why(OF_ALL, FOUND, "case-9")


def test_a_fault_here_does_not_hide_the_same_fault_there() -> None:
    twice = problem(case(0, barred=frozenset({"chair-first", "chair-second"})))
    here = Timetable({"case-0": "second"}, {"first": SIX, "second": SIX})
    assert any("case-0 at first: the chair has a conflict." in sentence for sentence in why(twice, here, "case-0"))


def test_one_without_a_place_says_whether_that_is_too_late() -> None:
    assert why(OF_ALL, Timetable({}, {}), "case-2")[0] == "case-2 has no place at these sittings."
    assert "is due before there are others" in why(OF_ALL, Timetable({}, {}), "case-0")[0]


def test_a_case_moved_by_hand_costs_what_was_said() -> None:
    roomy = problem(case(0), case(1), places=2)
    found = made(roomy, changes=300)
    at = found.heard["case-0"]
    other = next(each for each in elsewhere(roomy, found, "case-0") if each.sitting != at)
    then = moved(found, "case-0", other.sitting)
    assert cost_of(roomy, then).total - cost_of(roomy, found).total == other.more
    assert set(other.against) == set(faults_of(roomy, then)) - set(faults_of(roomy, found))
    assert "case-0" not in moved(found, "case-0", "").heard

"""Asking for information, and the two ages of a case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.mechanism.information import (
    Wait,
    first_chaser,
    gross_days,
    net_days,
    next_chaser,
    refusal_of_answer,
    refusal_to_ask,
)

DAY = date(2026, 3, 2)
ASKED: dict[str, Any] = {
    "agency": "Harbour Hospital",
    "kind": "health",
    "topics": ["health"],
    "words": "What was treated?",
    "due_on": DAY + timedelta(days=14),
    "chase_every": 7,
    "on": DAY,
}


def on(day: int) -> date:
    return DAY + timedelta(days=day)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "press"}, "agency_kind"),
        ({"agency": " "}, "agency"),
        ({"topics": []}, "topics"),
        ({"topics": ["gossip"]}, "topics"),
        ({"words": ""}, "words"),
        ({"due_on": None}, "due_on-day"),
        ({"due_on": DAY}, "due_on-day"),
        ({"chase_every": 0}, "chase_every"),
        ({"chase_every": 91}, "chase_every"),
    ],
)
def test_what_a_request_lacks_is_named(changed: dict[str, Any], field: str) -> None:
    refusal = refusal_to_ask(**{**ASKED, **changed})
    assert refusal is not None
    assert refusal.field == field
    assert refusal_to_ask(**ASKED) is None
    assert refusal_to_ask(**{**ASKED, "chase_every": None}) is None


def test_no_answer_is_waited_for_so_long_that_its_chaser_has_no_day() -> None:
    for due_on, code in ((date.max, "due_too_late"), (DAY + timedelta(days=366), None)):
        refusal = refusal_to_ask(**{**ASKED, "due_on": due_on})
        assert (refusal and refusal.code) == code


def test_an_answer_says_something_and_a_refusal_need_not() -> None:
    for wrong, field in ((("", "x"), "answer"), (("answered", " "), "text")):
        refusal = refusal_of_answer(*wrong)
        assert refusal is not None
        assert refusal.field == field
    assert refusal_of_answer("no_reply", "") is None
    assert refusal_of_answer("answered", "He was treated for burns.") is None


def test_chasers_begin_the_day_after_it_was_due_and_come_as_often_as_was_said() -> None:
    assert first_chaser(DAY, 7) == on(1)
    assert next_chaser(7, on(1)) == on(8)
    assert first_chaser(DAY, None) is None
    assert next_chaser(None, DAY) is None


@pytest.mark.parametrize(
    ("waits", "net"),
    [
        ([], 20),
        ([(on(2), on(5))], 17),
        ([(on(2), on(5)), (on(4), on(8))], 14),
        ([(on(4), on(8)), (on(2), on(5))], 14),
        ([(on(2), on(10)), (on(3), on(4))], 12),
        ([(on(2), on(5)), (on(5), on(6))], 16),
        ([(on(15), None)], 15),
        ([(on(0), None)], 0),
        ([(on(3), on(3))], 20),
        ([(on(25), None)], 20),
    ],
)
def test_net_age_leaves_out_each_day_of_waiting_once(waits: list[Wait], net: int) -> None:
    assert gross_days(DAY, on(20)) == 20
    assert net_days(DAY, on(20), waits) == net


@given(st.lists(st.tuples(st.integers(0, 30), st.none() | st.integers(0, 30)), max_size=6), st.integers(0, 30))
def test_net_age_counts_the_days_that_lie_in_no_wait(spans: list[tuple[int, int | None]], today: int) -> None:
    waits = [(on(a), None if b is None else on(max(a, b))) for a, b in spans]
    free = [
        day
        for day in range(today)
        if not any(asked <= on(day) and (answered is None or on(day) < answered) for asked, answered in waits)
    ]
    assert net_days(DAY, on(today), waits) == len(free)

"""Asking for a negative decision to be looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opennrm.mechanism.deadlines import Override, deadline_for
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.reconsideration import ReconsiderationRequest, refusal_to_request
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation
from tests.mechanism.versions import NOW

WINDOW = deadline_for(NOW, Rule.RECONSIDERATION_REQUEST, date(2026, 3, 2), Nation.ENGLAND)
REQUEST = ReconsiderationRequest(
    requester="support_provider", grounds=("additional_evidence",), asked_on=date(2026, 4, 1)
)


def test_a_request_in_time_by_somebody_entitled_on_its_grounds_is_taken() -> None:
    assert refusal_to_request(NOW, REQUEST, WINDOW) is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"requester": "neighbour"}, "not_entitled_to_ask"),
        ({"grounds": ()}, "no_grounds"),
        ({"grounds": ("additional_evidence", "anger")}, "no_grounds"),
        ({"asked_on": date(2026, 4, 2)}, "bar_crossed"),
        ({"facing_removal": True}, "removal_exception"),
    ],
)
def test_a_request_that_cannot_be_taken_says_why(changed: dict[str, object], code: str) -> None:
    refusal = refusal_to_request(NOW, replace(REQUEST, **changed), WINDOW)  # type: ignore[arg-type]
    assert refusal is not None
    assert refusal.code == code


def test_an_exceptional_request_is_taken_late_with_recorded_leave() -> None:
    late = replace(REQUEST, asked_on=date(2026, 5, 1))
    assert refusal_to_request(NOW, late, WINDOW, Override("officer", "exceptional")) is None


def test_before_september_2025_facing_removal_took_no_right_away() -> None:
    before = profile_on("borders_act_2023", date(2025, 9, 16))
    assert refusal_to_request(before, replace(REQUEST, facing_removal=True), WINDOW) is None

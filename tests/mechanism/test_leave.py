"""What came of leave is what others decided: recorded after a positive, with who told of it, and how to ask again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opennrm.mechanism.leave import LeaveTold, asks_again_by, notice_of, refusal_to_record_leave
from opennrm.mechanism.stages import Stage

DAY = date(2026, 5, 11)
GRANTED = LeaveTold("granted", "legal_representative", DAY, DAY - timedelta(days=3), date(2028, 5, 8))
REFUSED = replace(GRANTED, outcome="refused", until=None)
NONE = LeaveTold("not_applicable", "person", DAY)
WRONG = (
    (replace(GRANTED, outcome="decided"), "outcome"),
    (replace(GRANTED, told_by=""), "told_by"),
    (replace(GRANTED, told_on=None), "told_on-day"),
    (replace(GRANTED, told_on=DAY + timedelta(days=1)), "told_on-day"),
    (replace(GRANTED, decided_on=None), "decided_on-day"),
    (replace(GRANTED, decided_on=DAY + timedelta(days=1)), "decided_on-day"),
    (replace(GRANTED, until=None), "until-day"),
    (replace(GRANTED, until=GRANTED.decided_on), "until-day"),
    (replace(REFUSED, until=DAY), "until-day"),
    (replace(NONE, decided_on=DAY), "decided_on-day"),
    (replace(NONE, until=DAY), "until-day"),
)


@pytest.mark.parametrize("told", [GRANTED, REFUSED, NONE])
def test_what_came_of_leave_is_recorded_after_a_positive_and_of_nobody_else(told: LeaveTold) -> None:
    assert refusal_to_record_leave(Stage.CONCLUSIVE_GROUNDS_POSITIVE, told, DAY, DAY) is None
    for stage in set(Stage) - {Stage.CONCLUSIVE_GROUNDS_POSITIVE}:
        refused = refusal_to_record_leave(stage, told, DAY, DAY)
        assert refused is not None
        assert stage.words in refused.because


@pytest.mark.parametrize(("told", "field"), WRONG)
def test_what_is_wrong_is_named(told: LeaveTold, field: str) -> None:
    refused = refusal_to_record_leave(Stage.CONCLUSIVE_GROUNDS_POSITIVE, told, DAY, DAY)
    assert refused is not None
    assert refused.field == field


@pytest.mark.parametrize(
    ("decided_on", "days"), [(date(2023, 1, 29), None), (date(2024, 12, 31), 14), (date(2025, 1, 1), 30)]
)
def test_a_refusal_can_be_asked_about_for_fourteen_days_and_then_for_thirty(decided_on: date, days: int | None) -> None:
    expected = None if days is None else decided_on + timedelta(days=days)
    assert asks_again_by("refused", decided_on) == expected
    assert asks_again_by("granted", decided_on) is None
    told = notice_of("refused", decided_on, decided_on)
    assert (f"{days} calendar days" in told and "our assumption" in told) if days else not told


def test_once_it_has_gone_by_the_notice_says_so() -> None:
    assert "can be asked" in notice_of("refused", date(2026, 5, 8), date(2026, 6, 7))
    assert "That ended on Sunday 7 June 2026" in notice_of("refused", date(2026, 5, 8), date(2026, 6, 8))

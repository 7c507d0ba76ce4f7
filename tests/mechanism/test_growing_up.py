"""Prompted ahead of 18, once for each prompt; a doubt about an age is settled once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opennrm.mechanism.growing_up import (
    PROMPT_DAYS,
    AssessedBy,
    is_18_on,
    prompt_due,
    refusal_to_decide_age,
    refusal_to_record_consent_to_stay,
    refusal_while_consent_is_needed,
)
from opennrm.mechanism.vocabulary import AgeAnswer, ReferralKind

BORN = date(2008, 6, 1)
AT_18 = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("days_before", "done", "due"),
    [
        (101, (), None),
        (100, (), 100),
        (99, (100,), None),
        (60, (), 100),
        (30, (100,), 30),
        (30, (), 30),
        (29, (100, 30), None),
        (1, (100,), 30),
        (0, (), None),
        (-5, (), None),
    ],
)
def test_the_latest_prompt_that_has_come_is_given_once(
    days_before: int, done: tuple[int, ...], due: int | None
) -> None:
    assert prompt_due(BORN, AT_18 - timedelta(days=days_before), PROMPT_DAYS, done) == due


def test_somebody_born_on_29_february_is_18_on_1_march() -> None:
    assert [is_18_on(date(2008, 2, 29), day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [False, True]


def test_an_adult_needs_no_consent_to_stay() -> None:
    assert refusal_to_record_consent_to_stay(ReferralKind.CHILD) is None
    refusal = refusal_to_record_consent_to_stay(ReferralKind.ADULT)
    assert refusal is not None
    assert refusal.code == "an_adult_already"


@pytest.mark.parametrize(
    ("answer", "decided", "by", "on", "code"),
    [
        (AgeAnswer.NOT_SURE, AgeAnswer.ADULT, AssessedBy.COURT, AT_18, None),
        (AgeAnswer.UNDER_18, AgeAnswer.ADULT, AssessedBy.COURT, AT_18, "age_not_in_doubt"),
        (AgeAnswer.NOT_SURE, AgeAnswer.NOT_SURE, AssessedBy.COURT, AT_18, "no_age_decided"),
        (AgeAnswer.NOT_SURE, AgeAnswer.ADULT, None, AT_18, "no_assessor"),
        (AgeAnswer.NOT_SURE, AgeAnswer.ADULT, AssessedBy.COURT, date(2026, 6, 2), "no_day_of_decision"),
        (AgeAnswer.NOT_SURE, AgeAnswer.ADULT, AssessedBy.COURT, None, "no_day_of_decision"),
    ],
)
def test_a_doubt_about_an_age_is_settled_by_somebody_on_a_day(
    answer: AgeAnswer, decided: AgeAnswer, by: AssessedBy | None, on: date | None, code: str | None
) -> None:
    refusal = refusal_to_decide_age(answer, decided, by, on, AT_18)
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("decided", "born_on", "code"),
    [
        (AgeAnswer.ADULT, None, None),
        (AgeAnswer.UNDER_18, None, "no_date_of_birth"),
        (AgeAnswer.UNDER_18, date(2010, 1, 1), None),
        (AgeAnswer.UNDER_18, date(2000, 1, 1), "age_contradicts_date_of_birth"),
        (AgeAnswer.UNDER_18, date(2027, 1, 1), "born_in_the_future"),
    ],
)
def test_a_child_of_unknown_birth_is_found_an_adult_or_given_a_birthday(
    decided: AgeAnswer, born_on: date | None, code: str | None
) -> None:
    refusal = refusal_to_decide_age(
        AgeAnswer.UNDER_18, decided, AssessedBy.COURT, AT_18, AT_18, is_dated=False, born_on=born_on
    )
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("kind", "is_18", "has_consented", "waits"),
    [
        (ReferralKind.CHILD, True, False, True),
        (ReferralKind.CHILD, True, True, False),
        (ReferralKind.CHILD, False, False, False),
        (ReferralKind.ADULT, True, False, False),
    ],
)
def test_a_case_waits_for_somebody_of_18_who_has_not_said_whether_they_stay(
    kind: ReferralKind, is_18: bool, has_consented: bool, waits: bool
) -> None:
    refusal = refusal_while_consent_is_needed(kind, is_18=is_18, has_consented=has_consented)
    assert (refusal is not None) == waits
    if refusal is not None:
        assert "record their answer first" in refusal.because

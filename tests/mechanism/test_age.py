"""Adult or child on a day."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from opennrm.mechanism.age import age_on, birthday, kind_for, refusal_of_date_of_birth, turns_18_on
from opennrm.mechanism.vocabulary import AgeAnswer, ReferralKind

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (AgeAnswer.ADULT, ReferralKind.ADULT),
        (AgeAnswer.UNDER_18, ReferralKind.CHILD),
        (AgeAnswer.NOT_SURE, ReferralKind.CHILD),
    ],
)
def test_age_in_doubt_is_treated_as_a_child(answer: AgeAnswer, kind: ReferralKind) -> None:
    assert kind_for(answer) is kind


@pytest.mark.proves("REL-15")
def test_a_person_born_on_a_leap_day_is_a_child_until_the_first_of_march() -> None:
    born = date(2008, 2, 29)
    assert turns_18_on(born) == date(2026, 3, 1)
    assert age_on(born, date(2026, 2, 28)) == 17
    assert age_on(born, date(2026, 3, 1)) == 18
    assert age_on(born, date(2028, 2, 29)) == 20


@pytest.mark.proves("REL-15")
@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_an_age_is_at_least_18_exactly_from_the_eighteenth_birthday(born: date, day: date) -> None:
    assert (age_on(born, day) >= 18) == (day >= turns_18_on(born))


DAYS_OF_TWO_CENTURIES = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def years_by_counting(born: date, day: date) -> int:
    """The reference: every birthday on the calendar is counted, one year at a time, without taking any two apart."""
    turned = 0
    for year in range(born.year + 1, day.year + 1):
        has_day = not (born.month == 2 and born.day == 29) or isleap(year)
        turned += day >= (date(year, born.month, born.day) if has_day else date(year, 2, 28) + timedelta(days=1))
    return turned


@pytest.mark.proves("REL-15")
@settings(max_examples=1000)
@given(DAYS_OF_TWO_CENTURIES, st.integers(0, 73_000), st.integers(-3, 3), st.booleans())
@example(date(1904, 2, 29), 36_524, 0, False)
@example(date(2096, 2, 29), 1461, 0, False)
@example(date(1999, 12, 31), 1, 0, False)
def test_ages_of_two_centuries_are_those_of_the_reference(born: date, days: int, off: int, at_birthday: bool) -> None:
    day = born + timedelta(days=days)
    if at_birthday:
        day = birthday(born, days % 121) + timedelta(days=off)
    assume(born <= day <= date(2100, 12, 31))
    assert age_on(born, day) == years_by_counting(born, day)


@pytest.mark.proves("REL-15")
@given(st.dates(date(1900, 1, 1), date(2082, 12, 31)))
@example(date(1904, 2, 29))
@example(date(2080, 2, 29))
@example(date(1999, 12, 31))
def test_the_eighteenth_birthday_is_the_first_day_that_the_reference_counts_eighteen(born: date) -> None:
    day = turns_18_on(born)
    assert (years_by_counting(born, day - timedelta(days=1)), years_by_counting(born, day)) == (17, 18)


def test_a_day_before_the_birth_has_no_age() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        age_on(TODAY, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("answer", "born"),
    [
        (AgeAnswer.ADULT, None),
        (AgeAnswer.ADULT, date(2008, 3, 2)),
        (AgeAnswer.UNDER_18, date(2008, 3, 3)),
        (AgeAnswer.NOT_SURE, date(2008, 3, 3)),
        (AgeAnswer.NOT_SURE, date(1990, 1, 1)),
    ],
)
def test_a_date_of_birth_that_agrees_is_taken(answer: AgeAnswer, born: date | None) -> None:
    assert refusal_of_date_of_birth(answer, born, TODAY) is None


@pytest.mark.proves("2.2.3")
@pytest.mark.parametrize(
    ("answer", "born", "code", "remedy"),
    [
        (AgeAnswer.ADULT, date(2008, 3, 3), "age_contradicts_date_of_birth", "not sure"),
        (AgeAnswer.UNDER_18, date(2008, 3, 2), "age_contradicts_date_of_birth", "not sure"),
        (AgeAnswer.ADULT, date(2026, 3, 3), "born_in_the_future", "past"),
        (AgeAnswer.ADULT, date(1899, 1, 1), "born_too_long_ago", "Check the year"),
    ],
)
def test_a_contradiction_names_the_field_and_the_remedy(answer: AgeAnswer, born: date, code: str, remedy: str) -> None:
    refusal = refusal_of_date_of_birth(answer, born, TODAY, field="born")
    assert refusal is not None
    assert (refusal.code, refusal.field) == (code, "born")
    assert remedy in refusal.because

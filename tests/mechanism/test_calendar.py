"""Working days and legal days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import holidays
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from opennrm.mechanism.calendar import (
    CALENDAR,
    OutsideCalendar,
    count_calendar_days,
    count_working_days,
    in_words,
    legal_day,
    working_days_after,
    working_days_between,
)
from opennrm.mechanism.vocabulary import Nation
from tests.mechanism.test_bank_holidays import SUBDIVISIONS

DAYS = st.dates(date(2009, 1, 1), date(2028, 9, 1))


@pytest.mark.parametrize(
    ("day", "nation", "expected"),
    [
        (date(2026, 3, 2), Nation.ENGLAND, date(2026, 3, 9)),
        (date(2026, 3, 7), Nation.ENGLAND, date(2026, 3, 13)),
        (date(2026, 4, 2), Nation.ENGLAND, date(2026, 4, 13)),
        (date(2026, 4, 2), Nation.SCOTLAND, date(2026, 4, 10)),
        (date(2026, 3, 12), Nation.NORTHERN_IRELAND, date(2026, 3, 20)),
        (date(2026, 6, 12), Nation.SCOTLAND, date(2026, 6, 22)),
        (date(2026, 6, 12), Nation.WALES, date(2026, 6, 19)),
        (date(2025, 12, 23), Nation.SCOTLAND, date(2026, 1, 5)),
        (date(2025, 12, 23), Nation.ENGLAND, date(2026, 1, 2)),
        (date(2028, 2, 28), Nation.ENGLAND, date(2028, 3, 6)),
    ],
)
def test_five_working_days_after_a_day(day: date, nation: Nation, expected: date) -> None:
    assert working_days_after(day, 5, nation) == expected


def test_the_first_day_is_not_counted() -> None:
    assert working_days_after(date(2026, 3, 2), 0, Nation.ENGLAND) == date(2026, 3, 2)
    assert working_days_after(date(2026, 3, 2), 1, Nation.ENGLAND) == date(2026, 3, 3)


@given(DAYS, st.integers(1, 40), st.sampled_from(Nation))
def test_every_day_of_a_count_is_either_counted_or_skipped_with_a_reason(
    day: date, length: int, nation: Nation
) -> None:
    count = count_working_days(day, length, nation)
    seen = sorted([*count.counted, *(off.day for off in count.skipped)])
    assert seen == [day + timedelta(days=step + 1) for step in range(len(seen))]
    assert len(count.counted) == length
    assert count.counted[-1] == count.ends_on
    assert all(off.reason for off in count.skipped)
    assert working_days_between(day, count.ends_on, nation) == length


def test_a_count_past_the_known_years_is_refused_with_its_remedy() -> None:
    with pytest.raises(OutsideCalendar) as raised:
        working_days_after(date(2028, 12, 28), 5, Nation.ENGLAND)
    assert "bank holidays of 2029" in raised.value.refusal.because


@cache
def reference(nation: Nation) -> holidays.HolidayBase:
    """The working days of a nation as the package `holidays` counts them."""
    return holidays.UnitedKingdom(subdiv=SUBDIVISIONS[nation], years=range(2009, 2029))


@pytest.mark.proves("REL-15", "REL-16")
@settings(deadline=None)  # the package makes its tables at the first question
@given(DAYS, st.integers(1, 45), st.sampled_from(Nation))
@example(date(2019, 12, 31), 1, Nation.SCOTLAND)
@example(date(2024, 2, 28), 1, Nation.NORTHERN_IRELAND)
@example(date(2022, 12, 23), 5, Nation.WALES)
def test_working_days_are_those_of_the_reference(day: date, length: int, nation: Nation) -> None:
    assert working_days_after(day, length, nation) == reference(nation).get_nth_working_day(day, length)


@pytest.mark.proves("REL-15")
@settings(max_examples=500)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 366))
@example(date(2000, 2, 28), 1)
@example(date(1900, 2, 28), 1)
@example(date(2099, 12, 31), 1)
def test_calendar_days_of_two_centuries_are_those_that_are_numbered_through(day: date, length: int) -> None:
    assert count_calendar_days(day, length).ends_on.toordinal() == day.toordinal() + length


@pytest.mark.proves("REL-15")
def test_calendar_days_skip_nothing_and_know_leap_days() -> None:
    assert count_calendar_days(date(2028, 2, 1), 30).ends_on == date(2028, 3, 2)
    assert count_calendar_days(date(2026, 2, 1), 30).ends_on == date(2026, 3, 3)
    assert count_calendar_days(date(2026, 2, 1), 0).ends_on == date(2026, 2, 1)


@pytest.mark.proves("REL-16")
def test_a_holiday_added_is_another_calendar_and_leaves_the_first_alone() -> None:
    added = CALENDAR.with_holiday(date(2026, 3, 4), "A new holiday", frozenset({Nation.WALES}), "later")
    assert working_days_after(date(2026, 3, 2), 5, Nation.WALES, added) == date(2026, 3, 10)
    assert working_days_after(date(2026, 3, 2), 5, Nation.ENGLAND, added) == date(2026, 3, 9)
    assert working_days_after(date(2026, 3, 2), 5, Nation.WALES) == date(2026, 3, 9)
    with pytest.raises(ValueError, match="version"):
        CALENDAR.with_holiday(date(2026, 3, 4), "A new holiday", frozenset(), CALENDAR.version)


@pytest.mark.proves("REL-14")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_the_legal_day_is_the_day_in_london(moment: datetime, day: date) -> None:
    assert legal_day(moment) == day


def test_a_moment_without_its_zone_has_no_legal_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        legal_day(datetime(2026, 3, 2))  # noqa: DTZ001 -- the moment without a zone is the point


def test_a_day_in_words_is_english_whatever_the_machine_speaks() -> None:
    assert in_words(date(2026, 3, 2)) == "Monday 2 March 2026"

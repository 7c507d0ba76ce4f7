"""A bank holiday added late makes a new calendar; the calendar that a deadline names can always be had again."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.added_holidays import AddedHoliday, calendar_then, calendar_with, number_in, refusal_to_add
from opennrm.mechanism.calendar import CALENDAR, working_days_after
from opennrm.mechanism.vocabulary import Nation

FRIDAY = date(2026, 3, 6)
ADDED = (
    AddedHoliday(1, Nation.ENGLAND, FRIDAY, "A day of thanks"),
    AddedHoliday(2, Nation.WALES, date(2026, 3, 5), "Another day"),
    AddedHoliday(3, Nation.ENGLAND, date(2026, 3, 4), "A third day"),
)


def test_without_any_it_is_the_calendar_of_the_release() -> None:
    assert calendar_with(()) is CALENDAR
    assert number_in(CALENDAR.version) == 0


@pytest.mark.proves("REL-16")
def test_each_added_day_counts_in_its_nation_only() -> None:
    calendar = calendar_with(ADDED)
    assert calendar.version == f"{CALENDAR.version}.added-3"
    monday = date(2026, 3, 2)
    due = {nation: working_days_after(monday, 5, nation, calendar) for nation in Nation}
    assert due[Nation.ENGLAND] == date(2026, 3, 11)
    assert due[Nation.WALES] == date(2026, 3, 10)
    assert due[Nation.SCOTLAND] == due[Nation.NORTHERN_IRELAND] == date(2026, 3, 9)
    off = calendar.day_off(FRIDAY, Nation.ENGLAND)
    assert off is not None
    assert off.reason == "A day of thanks"


@pytest.mark.proves("REL-16")
@pytest.mark.parametrize(("number", "due"), [(0, date(2026, 3, 9)), (1, date(2026, 3, 10)), (3, date(2026, 3, 11))])
def test_the_calendar_of_a_version_knows_what_was_known_then(number: int, due: date) -> None:
    version = f"{CALENDAR.version}.added-{number}" if number else CALENDAR.version
    then = calendar_then(version, reversed(ADDED))
    assert working_days_after(date(2026, 3, 2), 5, Nation.ENGLAND, then) == due
    assert then.version == version


def test_a_day_that_a_release_learnt_meanwhile_keeps_its_own_title() -> None:
    calendar = calendar_with([AddedHoliday(1, Nation.ENGLAND, date(2026, 12, 25), "Something else")])
    off = calendar.day_off(date(2026, 12, 25), Nation.ENGLAND)
    assert off is not None
    assert off.reason == "Christmas Day"


@pytest.mark.parametrize(
    ("day", "title", "code", "field"),
    [
        (FRIDAY, "A day of thanks", None, None),
        (FRIDAY, "  ", "no_title", "title"),
        (FRIDAY, "x" * 81, "title_too_long", "title"),
        (date(2026, 3, 7), "A day", "already_a_day_off", "day"),
        (date(2026, 12, 25), "A day", "already_a_day_off", "day"),
        (date(2029, 1, 2), "A day", "outside_calendar", "day"),
        (date(2008, 1, 2), "A day", "outside_calendar", "day"),
    ],
)
def test_only_a_weekday_that_is_worked_can_be_added(day: date, title: str, code: str | None, field: str | None) -> None:
    refusal = refusal_to_add(CALENDAR, Nation.ENGLAND, day, title)
    assert (refusal and refusal.code, refusal and refusal.field) == (code, field)


def test_a_day_off_in_one_nation_can_be_added_in_another() -> None:
    st_andrews = date(2026, 11, 30)
    assert refusal_to_add(CALENDAR, Nation.SCOTLAND, st_andrews, "A day") is not None
    assert refusal_to_add(CALENDAR, Nation.WALES, st_andrews, "A day") is None

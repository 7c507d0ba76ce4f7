"""The calendar of bank holidays reaches far enough ahead; this goes red in good time to add the next years."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from opennrm.mechanism.calendar import CALENDAR

AHEAD = timedelta(days=540)


def lasts(last_year: int, today: date) -> bool:
    """Does a calendar that ends with this year still reach eighteen months ahead?"""
    return date(last_year, 12, 31) - today >= AHEAD


def test_the_calendar_reaches_eighteen_months_ahead() -> None:
    assert lasts(CALENDAR.last_year, timezone.localdate()), "add the bank holidays of the years that follow"


def test_a_calendar_about_to_end_is_found() -> None:
    assert not lasts(2028, date(2028, 1, 15))

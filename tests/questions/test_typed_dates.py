"""A date in three parts: what is taken, and which part an error points at."""

from __future__ import annotations

import pytest

from opennrm.questions.question import Kind, Question
from opennrm.questions.typed_dates import clean_date
from opennrm.questions.wrong import Wrong
from tests.questions.edits import TODAY

BORN = Question(key="born", ask="Born?", kind=Kind.DATE, called="date of birth", past=True)


def _clean(day: str, month: str, year: str) -> str:
    return clean_date(BORN, {"born-day": [day], "born-month": [month], "born-year": [year]}, TODAY)


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        (("27", "3", "1998"), "1998-03-27"),
        (("01", "01", "1900"), "1900-01-01"),
        ((" 29 ", "Feb", "2000"), "2000-02-29"),
        (("1", "may", "2026"), "2026-05-01"),
        (("5", "SEPTEMBER", "2010"), "2010-09-05"),
    ],
)
def test_a_date_that_is_in_the_calendar_is_taken(parts: tuple[str, str, str], iso: str) -> None:
    assert _clean(*parts) == iso


@pytest.mark.parametrize(
    ("parts", "part", "said"),
    [
        (("", "3", "1998"), "day", "The date of birth must include a day"),
        (("27", "", ""), "month", "The date of birth must include a month and a year"),
        (("27", "3", "98"), "year", "Write the year of the date of birth with four digits, such as 1998"),
        (("31", "2", "1998"), "day", "must be a day that is in the calendar"),
        (("29", "2", "1999"), "day", "must be a day that is in the calendar"),
        (("0", "1", "1999"), "day", "must be a day that is in the calendar"),
        (("1", "13", "1999"), "month", "must be a day that is in the calendar"),
        (("x", "1", "1999"), "day", "The day of the date of birth must be a number"),
        (("1", "Foo", "1999"), "month", "The month of the date of birth must be a number"),
        (("1", "1", "-999"), "year", "The year of the date of birth must be a number"),
        (("\u0661", "1", "1999"), "day", "must be a number"),
        (("31", "12", "1899"), "year", "must be 1 January 1900 or later: check the year"),
        (("1", "1", "0000"), "year", "must be 1 January 1900 or later: check the year"),
        (("2", "5", "2026"), "year", "must be today or in the past: check the year"),
    ],
)
def test_a_date_that_cannot_be_points_at_the_part_to_change(parts: tuple[str, str, str], part: str, said: str) -> None:
    with pytest.raises(Wrong) as refused:
        _clean(*parts)
    (field_id, message) = refused.value.faults[0]
    assert field_id == f"born-{part}"
    assert said in message

"""A date typed as day, month and year: what is missing is named, what cannot be is said."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from opennrm.questions.inputs import DATE_PARTS
from opennrm.questions.question import Question
from opennrm.questions.wrong import Wrong

EARLIEST = date(1900, 1, 1)
"""The official form takes no date before this one."""

MONTHS = {calendar.month_name[number].casefold(): number for number in range(1, 13)} | {
    calendar.month_abbr[number].casefold(): number for number in range(1, 13)
}


def clean_date(question: Question, submitted: Mapping[str, list[str]], today: date) -> str:
    """The date as ISO text. Raises `Wrong`, pointing at the first part that must be changed."""
    parts = {part: submitted.get(f"{question.key}-{part}", [""])[0].strip() for part in DATE_PARTS}
    _refuse_gaps(question, parts)
    numbers = {part: _number(part, text) for part, text in parts.items()}
    for part, number in numbers.items():
        if number is None:
            told = f"The {part} of the {question.called} must be a number, such as 27 3 1998"
            raise Wrong((f"{question.key}-{part}", told))
    if len(parts["year"]) != 4:
        told = f"Write the year of the {question.called} with four digits, such as 1998"
        raise Wrong((f"{question.key}-year", told))
    try:
        # Python knows no year 0; such a year is told to be too early, like any other before 1900.
        day = date(numbers["year"] or 1, numbers["month"] or 0, numbers["day"] or 0)
    except ValueError:
        told = f"The {question.called} must be a day that is in the calendar, such as 27 3 1998"
        raise Wrong((f"{question.key}-{_impossible_part(numbers)}", told)) from None
    _refuse_out_of_range(question, day, today)
    return day.isoformat()


def _refuse_gaps(question: Question, parts: Mapping[str, str]) -> None:
    gaps = [part for part in DATE_PARTS if not parts[part]]
    if gaps:
        told = f"The {question.called} must include a {' and a '.join(gaps)}"
        raise Wrong((f"{question.key}-{gaps[0]}", told))


def _number(part: str, text: str) -> int | None:
    if part == "month" and text.casefold() in MONTHS:
        return MONTHS[text.casefold()]
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _impossible_part(numbers: Mapping[str, int | None]) -> str:
    return "day" if 1 <= (numbers["month"] or 0) <= 12 else "month"


def _refuse_out_of_range(question: Question, day: date, today: date) -> None:
    if day < EARLIEST:
        told = f"The {question.called} must be 1 January 1900 or later: check the year"
        raise Wrong((f"{question.key}-year", told))
    if question.past and day > today:
        told = f"The {question.called} must be today or in the past: check the year"
        raise Wrong((f"{question.key}-year", told))

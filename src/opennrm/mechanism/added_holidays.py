"""Bank holidays proclaimed after this release was made: each is numbered, and every number is a calendar of its own.

So a deadline that names its calendar can be counted again by exactly the days that were known then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from opennrm.mechanism.calendar import CALENDAR, Calendar, in_words
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import Nation

LONGEST_TITLE = 80
_MARK = ".added-"


@dataclass(frozen=True, slots=True)
class AddedHoliday:
    """A bank holiday of a nation that somebody added; numbers go up from 1 in the order in which they were added."""

    number: int
    nation: Nation
    day: date
    title: str


def calendar_with(added: Iterable[AddedHoliday], base: Calendar = CALENDAR) -> Calendar:
    """The calendar of this release with these days as well; its version tells the highest number. Source: house."""
    known = sorted(added, key=lambda holiday: holiday.number)
    if not known:
        return base
    days = {nation: dict(base.holidays[nation]) for nation in Nation}
    for holiday in known:
        days[holiday.nation].setdefault(holiday.day, holiday.title)
    version = f"{base.version}{_MARK}{known[-1].number}"
    return Calendar(version, base.first_year, base.last_year, days)


def number_in(version: str) -> int:
    """How far a calendar's version knew the added days: the number of the last of them, 0 for none."""
    _, mark, number = version.partition(_MARK)
    return int(number) if mark else 0


def calendar_named(version: str) -> str:
    """The version of the release's calendar that a version is made from."""
    return version.partition(_MARK)[0]


def calendar_then(version: str, added: Iterable[AddedHoliday], base: Calendar = CALENDAR) -> Calendar:
    """The calendar that a version names, as far as the added days go."""
    return calendar_with((holiday for holiday in added if holiday.number <= number_in(version)), base)


def refusal_to_add(calendar: Calendar, nation: Nation, day: date, title: str) -> Refusal | None:
    """Why a bank holiday cannot be added to a calendar; None if it can. Source: house."""
    if not title.strip():
        return Refusal("no_title", "Write what the bank holiday is called.", "house", "title")
    if len(title) > LONGEST_TITLE:
        because = f"Give the bank holiday a name of at most {LONGEST_TITLE} characters."
        return Refusal("title_too_long", because, "house", "title")
    if not calendar.first_year <= day.year <= calendar.last_year:
        because = f"Choose a day between {calendar.first_year} and {calendar.last_year}: the calendar has those years."
        return Refusal("outside_calendar", because, "house", "day")
    off = calendar.day_off(day, nation)
    if off is not None:
        because = (
            f"{in_words(day)} is not a working day in {nation.replace('_', ' ').title()} already: {off.reason}. "
            "Choose the weekday on which the bank holiday is taken."
        )
        return Refusal("already_a_day_off", because, "house", "day")
    return None

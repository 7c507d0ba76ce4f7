"""Working days by nation, from a calendar that has a version; and the legal day of a moment.

The day something happens on is day nought: counting begins with the next working day. Source: a rule of this product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from opennrm.mechanism import bank_holidays
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.vocabulary import Nation

LONDON = ZoneInfo("Europe/London")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that is not counted, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """The days from a start to an end: those counted and those skipped, each with its reason."""

    ends_on: date
    counted: tuple[date, ...]
    skipped: tuple[DayOff, ...]


class OutsideCalendar(Refused):
    """A count would run past the years whose bank holidays are known: counting on would be a guess."""

    def __init__(self, day: date) -> None:
        super().__init__(
            Refusal(
                code="outside_calendar",
                because=(
                    f"The bank holidays of {day.year} are not known, so working days in it cannot be counted. Add them "
                    "to the calendar."
                ),
                source="house",
            )
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """The bank holidays of each nation under one version; a change makes a new calendar with another version."""

    version: str
    first_year: int
    last_year: int
    holidays: Mapping[Nation, Mapping[date, str]]

    def day_off(self, day: date, nation: Nation) -> DayOff | None:
        """Why a day is not a working day, None if it is one; raises `OutsideCalendar` for years not known."""
        if not self.first_year <= day.year <= self.last_year:
            raise OutsideCalendar(day)
        if day.weekday() >= _SATURDAY:
            return DayOff(day, "Saturday" if day.weekday() == _SATURDAY else "Sunday")
        title = self.holidays[nation].get(day)
        return None if title is None else DayOff(day, title)

    def with_holiday(self, day: date, title: str, nations: frozenset[Nation], version: str) -> Calendar:
        """A new calendar that also holds a holiday proclaimed later; raises `ValueError` if the version is not new."""
        if version == self.version:
            raise ValueError("A changed calendar needs a version of its own.")
        holidays = {
            nation: {**days, day: title} if nation in nations else dict(days) for nation, days in self.holidays.items()
        }
        return Calendar(version, self.first_year, self.last_year, holidays)


CALENDAR = Calendar(
    bank_holidays.VERSION,
    bank_holidays.FIRST_YEAR,
    bank_holidays.LAST_YEAR,
    {nation: bank_holidays.table_of(nation) for nation in Nation},
)
"""The calendar that this release counts by."""


def count_working_days(day: date, length: int, nation: Nation, calendar: Calendar = CALENDAR) -> Count:
    """The `length` working days after `day`, which is itself day nought; raises `OutsideCalendar`."""
    counted: list[date] = []
    skipped: list[DayOff] = []
    current = day
    while len(counted) < length:
        current += timedelta(days=1)
        off = calendar.day_off(current, nation)
        if off is None:
            counted.append(current)
        else:
            skipped.append(off)
    return Count(current, tuple(counted), tuple(skipped))


def count_calendar_days(day: date, length: int) -> Count:
    """The `length` days after `day`, which is itself day nought; nothing is skipped."""
    counted = tuple(day + timedelta(days=step) for step in range(1, length + 1))
    return Count(counted[-1] if counted else day, counted, ())


def working_days_after(day: date, length: int, nation: Nation, calendar: Calendar = CALENDAR) -> date:
    """The day on which the `length`-th working day after `day` falls."""
    return count_working_days(day, length, nation, calendar).ends_on


def working_days_between(start: date, end: date, nation: Nation, calendar: Calendar = CALENDAR) -> int:
    """How many working days lie after `start` up to and including `end`; 0 if `end` is not after `start`."""
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(calendar.day_off(day, nation) is None for day in days)


def legal_day(moment: datetime) -> date:
    """The day in London that a moment falls on: legal days are dates there, whatever the machine's zone.

    Raises `ValueError` for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(LONDON).date()


def in_words(day: date) -> str:
    """A day as sentences give it: Monday 2 March 2026. Spelt here, since a locale would change it."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

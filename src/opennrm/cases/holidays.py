"""The calendar that clocks are counted by now, and the open clocks that were counted before it knew what it knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from opennrm.audit.asking import as_the_house
from opennrm.cases.models import Holiday
from opennrm.mechanism.added_holidays import AddedHoliday, calendar_with
from opennrm.mechanism.calendar import CALENDAR, Calendar
from opennrm.mechanism.deadlines import CALENDAR_DAYS
from opennrm.mechanism.time_limits import LimitKind
from opennrm.mechanism.vocabulary import Nation


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """An added bank holiday as a list shows it."""

    number: int
    nation: str
    day: date
    title: str
    reason: str
    added_at: datetime
    added_by: str


def added_holidays() -> list[AddedHoliday]:
    """Every bank holiday that was added, in order."""
    rows = Holiday.objects.order_by("number").values_list("number", "nation", "day", "title")
    return [AddedHoliday(number, Nation(nation), day, title) for number, nation, day, title in rows]


def calendar_now() -> Calendar:
    """The calendar of this release with the days that were added."""
    return calendar_with(added_holidays(), CALENDAR)


def holiday_rows() -> list[HolidayRow]:
    """Those that were added, the newest first."""
    rows = Holiday.objects.select_related("added_by").order_by("-number")
    return [
        HolidayRow(row.number, row.nation, row.day, row.title, row.reason, row.added_at, row.added_by.name)
        for row in rows
    ]


_OLDER = """
FROM cases_clock k JOIN cases_case c ON c.id = k.case_id
WHERE k.ended_at IS NULL AND k.calendar_version <> %s AND (
  EXISTS (
    SELECT FROM cases_holiday h
    WHERE h.nation = c.nation AND h.day > k.starts_on AND h.day <= k.due_on
      AND coalesce(nullif(split_part(k.calendar_version, '.added-', 2), ''), '0')::integer < h.number
  ) OR (k.due_on IS NULL AND k.kind <> %s AND split_part(k.calendar_version, '.added-', 1) <> %s)
)
"""
"""Running clocks over which a day lies that their calendar did not have, and those whose last day was not known, where
this release has a newer calendar than theirs. Nothing else says what is still to be done."""


def _older() -> list[str]:
    return [CALENDAR_DAYS, LimitKind.NONE.value, CALENDAR.version]


def cases_to_recount(after: str = "", limit: int = 200) -> list[str]:
    """References, in order after `after`, of cases with a clock that was counted without a day added since."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT c.reference {_OLDER} AND c.reference > %s ORDER BY c.reference LIMIT %s",
            [*_older(), after, limit],
        )
        return [row[0] for row in cursor.fetchall()]


@as_the_house()  # a number, of everybody's
def how_many_to_recount() -> int:
    """How many cases have such a clock."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(DISTINCT c.id) {_OLDER}", _older())
        return int(cursor.fetchone()[0])

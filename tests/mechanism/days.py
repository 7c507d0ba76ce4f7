"""Days that go wrong easily, as tables: clocks going forward and back, leap days, year ends, midnights, four calendars.

Run as a program it prints what this machine makes of them, so that machines in other zones can be compared.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from opennrm.mechanism.age import age_on, turns_18_on
from opennrm.mechanism.calendar import count_calendar_days, in_words, legal_day, working_days_after
from opennrm.mechanism.deadlines import deadline_for
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation

LEGAL_DAYS = {
    # The clocks went forward on 29 March 2026, at one o'clock.
    "2026-03-28T23:59:59+00:00": "2026-03-28",
    "2026-03-29T00:00:00+00:00": "2026-03-29",
    "2026-03-29T00:59:59+00:00": "2026-03-29",
    "2026-03-29T01:00:00+00:00": "2026-03-29",
    "2026-03-29T22:59:59+00:00": "2026-03-29",
    "2026-03-29T23:00:00+00:00": "2026-03-30",
    # They went back on 25 October 2026, at two: half past one came twice.
    "2026-10-24T22:59:00+00:00": "2026-10-24",
    "2026-10-24T23:00:00+00:00": "2026-10-25",
    "2026-10-25T00:30:00+00:00": "2026-10-25",
    "2026-10-25T01:30:00+00:00": "2026-10-25",
    "2026-10-25T23:59:00+00:00": "2026-10-25",
    "2026-10-26T00:01:00+00:00": "2026-10-26",
    # A leap day, and the year's end.
    "2028-02-28T23:59:00+00:00": "2028-02-28",
    "2028-02-29T00:01:00+00:00": "2028-02-29",
    "2028-02-29T23:59:00+00:00": "2028-02-29",
    "2028-03-01T00:00:00+00:00": "2028-03-01",
    "2026-12-31T23:59:59+00:00": "2026-12-31",
    "2027-01-01T00:00:00+00:00": "2027-01-01",
    # One minute to midnight and one minute past it in a London summer, as written down in four places.
    "2026-07-01T22:59:00+00:00": "2026-07-01",
    "2026-07-01T23:01:00+00:00": "2026-07-02",
    "2026-07-02T04:29:00+05:30": "2026-07-01",
    "2026-07-02T04:31:00+05:30": "2026-07-02",
    "2026-07-01T15:59:00-07:00": "2026-07-01",
    "2026-07-01T16:01:00-07:00": "2026-07-02",
    "2026-07-02T12:59:00+14:00": "2026-07-01",
    "2026-07-02T13:01:00+14:00": "2026-07-02",
}
"""A moment, and the legal day it falls on."""

FIVE_WORKING_DAYS = {
    # from: England, Wales, Scotland, Northern Ireland
    "2025-12-31": ("2026-01-08", "2026-01-08", "2026-01-09", "2026-01-08"),  # 2 January is a holiday in Scotland
    "2026-12-23": ("2027-01-04", "2027-01-04", "2027-01-05", "2027-01-04"),  # taken on the 4th that year
    "2026-03-16": ("2026-03-23", "2026-03-23", "2026-03-23", "2026-03-24"),  # St Patrick's Day
    "2026-04-02": ("2026-04-13", "2026-04-13", "2026-04-10", "2026-04-13"),  # no Easter Monday in Scotland
    "2026-06-12": ("2026-06-19", "2026-06-19", "2026-06-22", "2026-06-19"),  # a day for the World Cup in Scotland
    "2026-07-10": ("2026-07-17", "2026-07-17", "2026-07-17", "2026-07-20"),  # 12 July was a Sunday, taken on the 13th
    "2026-07-31": ("2026-08-07", "2026-08-07", "2026-08-10", "2026-08-07"),  # August begins with a holiday in Scotland
    "2026-08-28": ("2026-09-07", "2026-09-07", "2026-09-04", "2026-09-07"),  # and ends with one elsewhere
    "2026-11-27": ("2026-12-04", "2026-12-04", "2026-12-07", "2026-12-04"),  # St Andrew's Day
    "2026-03-26": ("2026-04-02",) * 4,  # the clocks go forward
    "2026-10-22": ("2026-10-29",) * 4,  # the clocks go back
    "2028-02-28": ("2028-03-06",) * 4,  # a leap day is worked
}
"""A day, and the fifth working day after it in the order of the nations."""

CALENDAR_DAYS = {
    ("2028-01-31", 30): "2028-03-01",
    ("2027-01-31", 30): "2027-03-02",
    ("2028-02-29", 30): "2028-03-30",
    ("2028-02-29", 45): "2028-04-14",
    ("2026-03-15", 30): "2026-04-14",
    ("2026-10-10", 30): "2026-11-09",
    ("2026-12-15", 30): "2027-01-14",
    ("2026-11-17", 45): "2027-01-01",
}
"""A day and a length, and the last day; nothing is skipped."""

EIGHTEEN_ON = {
    "2008-02-29": "2026-03-01",
    "2010-02-28": "2028-02-28",
    "2010-03-01": "2028-03-01",
    "2008-12-31": "2026-12-31",
    "2009-01-01": "2027-01-01",
}
"""A day of birth, and the day of being 18."""

AGES = {
    ("2008-02-29", "2026-02-28"): 17,
    ("2008-02-29", "2026-03-01"): 18,
    ("2008-02-29", "2028-02-28"): 19,
    ("2008-02-29", "2028-02-29"): 20,
    ("2008-12-31", "2026-12-30"): 17,
    ("2008-12-31", "2026-12-31"): 18,
    ("2026-02-28", "2026-02-28"): 0,
}
"""A day of birth and another day, and the age on it."""

DUE_WHEN_SENT_AT = {
    "2026-07-01T22:59:00+00:00": "2026-07-08",
    "2026-07-01T23:01:00+00:00": "2026-07-09",
    "2026-12-24T23:59:00+00:00": "2027-01-05",
    "2026-12-25T00:01:00+00:00": "2027-01-05",
    "2026-03-28T23:59:00+00:00": "2026-04-07",
    "2026-10-25T00:30:00+00:00": "2026-10-30",
    "2028-02-29T23:59:00+00:00": "2028-03-07",
}
"""When a referral was sent, and when its first decision is due in England."""


def rows() -> Iterator[tuple[str, str, str]]:
    """Every row of the tables: what is asked, what must be answered, what this machine answers."""
    for moment, day in LEGAL_DAYS.items():
        yield f"legal day of {moment}", day, _text(legal_day, datetime.fromisoformat(moment))
    for start, days in FIVE_WORKING_DAYS.items():
        for nation, day in zip(Nation, days, strict=True):
            answer = _text(working_days_after, date.fromisoformat(start), 5, nation)
            yield f"five working days after {start} in {nation}", day, answer
    for (start, length), day in CALENDAR_DAYS.items():
        answer = count_calendar_days(date.fromisoformat(start), length).ends_on.isoformat()
        yield f"{length} days after {start}", day, answer
    for born, day in EIGHTEEN_ON.items():
        yield f"18 when born on {born}", day, _text(turns_18_on, date.fromisoformat(born))
    for (born, on), age in AGES.items():
        yield f"age of {born} on {on}", str(age), str(age_on(date.fromisoformat(born), date.fromisoformat(on)))
    for moment, day in DUE_WHEN_SENT_AT.items():
        yield f"due when sent at {moment}", day, str(_due(datetime.fromisoformat(moment)))


def _due(sent_at: datetime) -> date | None:
    received = legal_day(sent_at)
    version = profile_on("borders_act_2023", received)
    return deadline_for(version, Rule.REASONABLE_GROUNDS_DECISION, received, Nation.ENGLAND).due_on


def _text(ask: Callable[..., date], *given: Any) -> str:
    return ask(*given).isoformat()


if __name__ == "__main__":
    sys.stdout.write(json.dumps({asked: [answer, in_words(date(2026, 3, 2))] for asked, _, answer in rows()}))

"""A day typed in three boxes of a form that is not a question of a referral: a due day, the days of an absence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from opennrm.mechanism.refusal import Refusal, Refused

PARTS = ("day", "month", "year")


def day_in(sent: Mapping[str, Any], name: str, called: str) -> date | None:
    """The day of the boxes `<name>-day`, `-month` and `-year`, None if all are empty.

    Raises `Refused` for the first box, saying what is wrong with what it calls `called` ("due day").
    """
    typed = [str(sent.get(f"{name}-{part}", "")).strip() for part in PARTS]
    if not any(typed):
        return None
    numbers = [int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0 for text in typed]
    day, month, year = numbers
    try:
        found = date(year, month, day)
    except ValueError:
        found = None
    if found is None or not 2000 <= year <= 2100:
        because = f"The {called} must be a day that is in the calendar, such as 27 3 2027."
        raise Refused(Refusal("no_such_day", because, "house", f"{name}-day"))
    return found


def wanted_day(sent: Mapping[str, Any], name: str, called: str) -> date:
    """The same, where a day must be given."""
    found = day_in(sent, name, called)
    if found is None:
        raise Refused(Refusal("no_day", f"Write the {called}, such as 27 3 2027.", "house", f"{name}-day"))
    return found


def boxes_of(name: str, day: date | None) -> dict[str, str]:
    """What the three boxes hold for a day."""
    return {f"{name}-{part}": str(getattr(day, part)) for part in PARTS} if day else {}

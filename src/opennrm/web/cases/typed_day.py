"""A day typed into a form of a case: the three inputs, and the day that was meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.questions.typed_dates import MONTHS

PARTS = ("day", "month", "year")


def day_in(sent: Mapping[str, Any], name: str) -> date | None:
    """The day that was typed as `<name>-day`, `-month` and `-year`; None where they are not a day."""
    day, month, year = (str(sent.get(f"{name}-{part}", "")).strip() for part in PARTS)
    try:
        return date(int(year), MONTHS.get(month.casefold(), 0) or int(month), int(day))
    except (ValueError, OverflowError):
        return None


def day_if_any(sent: Mapping[str, Any], name: str, called: str) -> date | None:
    """The day that was typed, None where all three inputs are empty.

    Raises `Refused` for the first of them, saying what is wrong with what is `called` so ("due day").
    """
    if not any(str(sent.get(f"{name}-{part}", "")).strip() for part in PARTS):
        return None
    found = day_in(sent, name)
    if found is None or not 2000 <= found.year <= 2100:
        because = f"The {called} must be a day that is in the calendar, such as 27 3 2027."
        raise Refused(Refusal("no_such_day", because, "house", f"{name}-day"))
    return found


def wanted_day(sent: Mapping[str, Any], name: str, called: str) -> date:
    """The same, where a day must be given."""
    found = day_if_any(sent, name, called)
    if found is None:
        raise Refused(Refusal("no_day", f"Write the {called}, such as 27 3 2027.", "house", f"{name}-day"))
    return found


def as_typed(name: str, day: date | None) -> dict[str, str]:
    """The three inputs as they hold a day."""
    if day is None:
        return {}
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def number_in(text: str) -> int | None:
    """A whole number that was typed; None where it is not one."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else None

"""A day typed into a form of a case: the three inputs, and the day that was meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from opennrm.questions.typed_dates import MONTHS

PARTS = ("day", "month", "year")


def day_in(sent: Mapping[str, Any], name: str) -> date | None:
    """The day that was typed as `<name>-day`, `-month` and `-year`; None where they are not a day."""
    day, month, year = (str(sent.get(f"{name}-{part}", "")).strip() for part in PARTS)
    try:
        return date(int(year), MONTHS.get(month.casefold(), 0) or int(month), int(day))
    except (ValueError, OverflowError):
        return None


def as_typed(name: str, day: date | None) -> dict[str, str]:
    """The three inputs as they hold a day."""
    if day is None:
        return {}
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def number_in(text: str) -> int | None:
    """A whole number that was typed; None where it is not one."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else None

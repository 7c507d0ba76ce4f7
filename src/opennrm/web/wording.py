"""Days, moments and codes in the words of a page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from opennrm.mechanism.calendar import in_words


def day(value: date | None, otherwise: str = "None") -> str:
    """A day such as Monday 2 March 2026."""
    return in_words(value) if value else otherwise


def short_day(value: date | None, otherwise: str = "None") -> str:
    """A day such as 2 Mar 2026, for tables with many columns."""
    return f"{value.day} {value:%b %Y}" if value else otherwise


def moment(value: datetime) -> str:
    """A moment in London such as 2 March 2026 at 09:30."""
    local = timezone.localtime(value)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"


def code(value: str) -> str:
    """A code as words: reasonable_grounds_pending becomes Reasonable grounds pending."""
    return value.replace("_", " ").capitalize()


def name(value: str) -> str:
    """A code that is a name: northern_ireland becomes Northern Ireland."""
    return value.replace("_", " ").title()


def row(key: str, *values: str, href: str = "", change: str = "") -> dict[str, Any]:
    """A row of a summary list; several values are lines. `change` says to a screen reader what the link changes."""
    shown: dict[str, Any] = {"key": {"text": key}, "value": {"text": "\n".join(values)}}
    if len(values) > 1:
        shown["value"]["classes"] = "nrm-keep-lines"
    if href:
        shown["actions"] = {"items": [{"href": href, "text": "Change", "visuallyHiddenText": change or key.lower()}]}
    return shown

"""A sitting as a file for a calendar (RFC 5545): when, and where in the product to look; nothing of who or what.

Written by hand: one event with seven lines that never change, and no text of anybody's in it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from opennrm.panels.models import Sitting

LONGEST_LINE = 75
"""RFC 5545, 3.1: octets of a line without its break."""


def calendar_file(sitting: Sitting, *, address: str) -> bytes:
    """The file; a cancelled sitting takes its entry out of a calendar again."""
    is_called = sitting.state == "called"
    ends_at = sitting.starts_at + timedelta(minutes=sitting.minutes)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//OpenNRM//Panels//EN",
        f"METHOD:{'PUBLISH' if is_called else 'CANCEL'}",
        "BEGIN:VEVENT",
        f"UID:{sitting.id}@opennrm",
        f"SEQUENCE:{0 if is_called else 1}",
        f"DTSTAMP:{_moment(sitting.called_at)}",
        f"DTSTART:{_moment(sitting.starts_at)}",
        f"DTEND:{_moment(ends_at)}",
        "SUMMARY:Panel sitting",
        f"URL:{address}",
        f"STATUS:{'CONFIRMED' if is_called else 'CANCELLED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> str:
    """A long line goes on in the next, which begins with a space."""
    parts = [line[:LONGEST_LINE]]
    parts += [line[at : at + LONGEST_LINE - 1] for at in range(LONGEST_LINE, len(line), LONGEST_LINE - 1)]
    return "\r\n ".join(parts)

"""Who may see a record: what its history gave, and what its rows allow, in one shape to compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from opennrm.audit.queries import Happened

GIVEN, ENDED = "AccessGiven", "AccessEnded"
RESTRICTED, UNRESTRICTED = "CaseRestricted", "CaseUnrestricted"

Grant = tuple[str, str, str, str]
"""Who may see it, why, since when and until when (empty: still)."""


class AccessRow(Protocol):
    """A row of a room's table of access."""

    grantee: UUID
    because: str
    from_at: datetime
    until_at: datetime | None


def access_by_history(events: Iterable[Happened], record: str) -> list[Grant]:
    """The access to its `record` ("referral" or "case") that the events of a case gave and ended, in order.

    An end without a beginning is told as an access that began at no moment, which no row has.
    """
    grants: list[Grant] = []
    for event in events:
        if event.kind not in (GIVEN, ENDED) or event.facts.get("record") != record:
            continue
        grantee, because = str(event.facts.get("grantee")), str(event.facts.get("because"))
        if event.kind == GIVEN:
            grants.append((grantee, because, event.at.isoformat(), str(event.facts.get("until") or "")))
            continue
        of_this = (each for each in reversed(grants) if each[:2] == (grantee, because))
        begun = next((each for each in of_this if not each[3] or each[3] > event.at.isoformat()), None)
        if begun is not None:
            grants.remove(begun)
        grants.append((grantee, because, begun[2] if begun else "", event.at.isoformat()))
    return sorted(grants)


def restriction_by_history(events: Iterable[Happened]) -> tuple[bool, str]:
    """Is a case restricted to named people by what happened in it, and why (coded; empty: it is not)."""
    last = [event for event in events if event.kind in (RESTRICTED, UNRESTRICTED)][-1:]
    because = str(last[0].facts.get("because", "")) if last else ""
    return bool(because), because


def access_by_rows(rows: Iterable[AccessRow]) -> list[Grant]:
    """What the rows say, in order, with when each began and ended."""
    return sorted(
        (str(row.grantee), row.because, row.from_at.isoformat(), row.until_at.isoformat() if row.until_at else "")
        for row in rows
    )

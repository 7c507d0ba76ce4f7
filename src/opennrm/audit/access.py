"""Who may see a record: what its history gave, and what its rows allow, in one shape to compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from opennrm.audit.queries import Happened

GIVEN, ENDED = "AccessGiven", "AccessEnded"

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
            grants.append((grantee, because, event.at.isoformat(), ""))
            continue
        begun = next((each for each in reversed(grants) if each[:2] == (grantee, because) and not each[3]), None)
        if begun is not None:
            grants.remove(begun)
        grants.append((grantee, because, begun[2] if begun else "", event.at.isoformat()))
    return sorted(grants)


def access_by_rows(rows: Iterable[AccessRow]) -> list[Grant]:
    """What the rows say, in order, with when each began and ended."""
    return sorted(
        (str(row.grantee), row.because, row.from_at.isoformat(), row.until_at.isoformat() if row.until_at else "")
        for row in rows
    )

"""Who may see a record: what its history gave, and what its rows allow, in one shape to compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from opennrm.audit.queries import Happened

GIVEN = "AccessGiven"

Grant = tuple[str, str, str, str]
"""Who may see it, why, since when and until when (empty: still)."""


class AccessRow(Protocol):
    """A row of a room's table of access."""

    grantee: UUID
    because: str
    from_at: datetime
    until_at: datetime | None


def access_by_history(events: Iterable[Happened], record: str) -> list[Grant]:
    """The access to its `record` ("referral" or "case") that the events of a case gave, in order."""
    given = ((event.facts, event.at) for event in events if event.kind == GIVEN)
    return sorted(
        (str(facts.get("grantee")), str(facts.get("because")), at.isoformat(), "")
        for facts, at in given
        if facts.get("record") == record
    )


def access_by_rows(rows: Iterable[AccessRow]) -> list[Grant]:
    """What the rows say, in order; one that ends is compared too, because nothing that is done ends access yet."""
    return sorted(
        (str(row.grantee), row.because, row.from_at.isoformat(), row.until_at.isoformat() if row.until_at else "")
        for row in rows
    )

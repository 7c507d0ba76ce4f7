"""How long things have stood: what waits to be sent, the last anchor, the last entry. For whoever runs the house.

Moments alone, of whatever stands longest or last, so it sees as the house, and no record is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import newest_anchor_at, newest_entry_at
from opennrm.notifications.queries import oldest_waiting


@dataclass(frozen=True, slots=True)
class Since:
    """Since when the oldest message has waited, and when the newest anchor and the newest entry were made."""

    waiting: datetime | None
    anchored: datetime | None
    entered: datetime | None


def since_when() -> Since:
    """Look once at each."""
    with as_the_house():
        return Since(oldest_waiting(), newest_anchor_at(), newest_entry_at())

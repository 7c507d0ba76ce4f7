"""How long things have stood: what waits to be sent, the last anchor, the last entry. For whoever runs the house.

Moments alone, of whatever stands longest or last, so it sees as the house, and no record is shown. When the history was
anchored is what the signed file outside says, not the database, which is what anchors are there to check.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from opennrm.audit.anchors import last_signed, trouble
from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import newest_entry_at
from opennrm.notifications.queries import oldest_waiting


@dataclass(frozen=True, slots=True)
class Since:
    """Since when the oldest message has waited, and when the newest anchor and the newest entry were made."""

    waiting: datetime | None
    anchored: datetime | None
    entered: datetime | None
    trouble: str
    """What keeps the history from being anchored, empty where nothing does."""


def since_when() -> Since:
    """Look once at each."""
    newest = last_signed(settings.ANCHORS)
    anchored = datetime.fromisoformat(newest.at) if newest else None
    with as_the_house():
        return Since(oldest_waiting(), anchored, newest_entry_at(), trouble(settings.ANCHORS))

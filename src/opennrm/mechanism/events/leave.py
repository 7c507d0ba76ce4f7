"""What can happen around leave to stay, which others decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash

__all__ = ["LeaveRecorded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRecorded(Event):
    """Somebody told us what came of leave to stay; `decided_on` and `until` where there are such days."""

    outcome: Code
    told_by: Code
    told_on: date
    decided_on: date | None = None
    until: date | None = None
    text_hash: Hash

    sentence: ClassVar[str] = (
        "What came of leave to stay was recorded: {outcome}. The {told_by} told of it on {told_on}."
    )

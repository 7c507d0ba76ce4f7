"""What can happen between the two decisions, apart from clocks: who was consulted, asked and heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRecorded(Event):
    """A case was discussed with somebody before a negative second decision, or they are not part of it."""

    with_whom: Code
    took_part: bool
    consulted_on: date
    text_hash: Hash

    sentence: ClassVar[str] = "Recorded for the second decision: discussed with the {with_whom}: {took_part}."

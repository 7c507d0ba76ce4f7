"""What can happen to a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWritten(Event):
    """A letter was written, to wait until it is sent or handed over; to an organisation it lies in its portal."""

    letter_kind: Code
    audience: Code
    channel: Code
    text_hash: Hash
    organisation: Reference | None = None

    sentence: ClassVar[str] = "A letter was written to the {audience}: {letter_kind}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterViewed(Event):
    """Somebody opened a letter."""

    letter_kind: Code

    sentence: ClassVar[str] = "A letter was viewed: {letter_kind}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDelivered(Event):
    """A letter reached its channel."""

    letter_kind: Code
    channel: Code

    sentence: ClassVar[str] = "A letter was delivered by {channel}: {letter_kind}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFailed(Event):
    """A letter could not be delivered."""

    letter_kind: Code
    channel: Code
    reason: Code
    attempt: int

    sentence: ClassVar[str] = "A letter could not be delivered by {channel} (attempt {attempt}): {reason}."

"""What a person said they want of the mechanism: to leave it, or to stay in it on turning 18."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class WishRecorded(Event):
    """A person's wish was recorded; the keyed hash covers who heard it and what was said."""

    wish: Code
    way: Code
    said_on: date
    wish_hash: Hash
    language: Code | None = None
    interpreter: Code | None = None

    sentence: ClassVar[str] = "What the person wants was recorded: to {wish}. How: {way}, on {said_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class WishSettled(Event):
    """Somebody of the authority confirmed a recorded wish, or did not."""

    wish: Code
    is_confirmed: bool

    sentence: ClassVar[str] = "The recorded wish to {wish} was looked at. Confirmed: {is_confirmed}."

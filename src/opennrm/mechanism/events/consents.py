"""What can be recorded of a person's consents once their case is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentNoted(Event):
    """A consent was given, refused or withdrawn; the keyed hash covers through whom, how and when it was said.

    `how` and the rest are None where the referral does not tell them. `taken_from` says, coded, what it was taken over
    from in a case that is older than the ledger: then nobody said it anew, and nothing follows from it.
    """

    scope: Code
    said: Code
    text_hash: Hash
    how: Code | None = None
    said_on: date | None = None
    language: Code | None = None
    interpreter: Code | None = None
    taken_from: Code | None = None

    sentence: ClassVar[str] = "The consent to {scope} was recorded as {said}."

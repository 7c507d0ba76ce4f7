"""What can happen to the parts of a referral that go to other organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMade(Event):
    """A part of the referral was made for a receiver; the keyed hash covers what it says.

    It waits for `organisation`, or for a person to say where it goes.
    """

    part: Reference
    receiver: Code
    state: Code
    text_hash: Hash
    organisation: Reference | None = None

    sentence: ClassVar[str] = "A part of the referral was made for: {receiver}. It is: {state}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSent(Event):
    """Somebody said where a part goes that waited for that; it lies there now."""

    part: Reference
    receiver: Code
    organisation: Reference

    sentence: ClassVar[str] = "A part of the referral went to an organisation as: {receiver}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartHeld(Event):
    """A part that nobody had received is held back, because the case is restricted."""

    part: Reference
    receiver: Code

    sentence: ClassVar[str] = "A part of the referral is held back. It was for: {receiver}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartStopped(Event):
    """A part is read by nobody there any more: consent ended, the person left, it is told otherwise or made anew."""

    part: Reference
    receiver: Code
    because: Code

    sentence: ClassVar[str] = "A part of the referral was taken back. It was for: {receiver}. Why: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReceived(Event):
    """Somebody of the organisation said that they have it."""

    part: Reference
    receiver: Code

    sentence: ClassVar[str] = "A part of the referral was received by: {receiver}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartViewed(Event):
    """Somebody of the organisation opened it."""

    part: Reference
    receiver: Code

    sentence: ClassVar[str] = "A part of the referral was read by: {receiver}."

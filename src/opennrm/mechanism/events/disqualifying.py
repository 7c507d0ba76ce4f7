"""What can happen beside the stages of a case: that a person's disqualification is proposed and decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash

__all__ = ["DisqualificationDecided", "DisqualificationProposed", "DisqualificationReturned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisqualificationProposed(Event):
    """An officer proposed to disqualify a person on a ground, or not to."""

    outcome: Code
    ground: Code
    text_hash: Hash

    sentence: ClassVar[str] = "It was proposed, for {ground}: {outcome}."


@dataclass(frozen=True, slots=True, kw_only=True)
class DisqualificationDecided(Event):
    """A second officer agreed with the text that has this hash, so that it is decided."""

    outcome: Code
    ground: Code
    text_hash: Hash

    sentence: ClassVar[str] = "It was decided, for {ground}: {outcome}."


@dataclass(frozen=True, slots=True, kw_only=True)
class DisqualificationReturned(Event):
    """A second officer did not agree; the hash is that of the proposal."""

    text_hash: Hash

    sentence: ClassVar[str] = "The proposal about disqualification was returned."

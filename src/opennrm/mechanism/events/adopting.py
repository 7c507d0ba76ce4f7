"""What can happen to the rules that an installation works by: a change is proposed, and settled by a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Reference

__all__ = ["ProfileChangeProposed", "ProfileChangeSettled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChangeProposed(Event):
    """An administrator proposed that new cases come under a profile from a day on, having seen what it would change."""

    change: Reference
    profile: Code
    from_day: date
    simulated: int
    """On how many past cases it was tried."""

    sentence: ClassVar[str] = "It was proposed to work by the profile {profile} from {from_day}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChangeSettled(Event):
    """A second administrator confirmed a change of profile, or somebody refused it or took it back."""

    change: Reference
    profile: Code
    from_day: date
    confirmed: bool

    sentence: ClassVar[str] = "The change to the profile {profile} from {from_day} was settled."

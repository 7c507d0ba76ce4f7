"""What can happen around panels: who is in the pool, sittings, the cases heard there. No event tells of a vote.

That somebody voted is no event at all: when, and in which order, would be told by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Account, Code, Event, Hash, Reference

__all__ = [
    "CasePutToSitting",
    "CaseTakenOffSitting",
    "HearingCastingVoteGiven",
    "HearingChairNamed",
    "HearingDissentRecorded",
    "HearingEnded",
    "HearingOpened",
    "PanelMemberAnswered",
    "PanelMemberAsked",
    "PanelMemberDeclared",
    "PanelMemberJoined",
    "PanelMemberLeft",
    "PanelMemberLeftHearing",
    "PanelMemberStoodAside",
    "SittingCalled",
    "SittingCancelled",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberJoined(Event):
    """Somebody is in the pool of a team; its subject is the row of the pool."""

    member: Account
    agency: Code
    may_chair: bool

    sentence: ClassVar[str] = "{member} joined the pool of panels: {agency}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberLeft(Event):
    """Somebody is in the pool no longer."""

    member: Account

    sentence: ClassVar[str] = "{member} left the pool of panels."


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingCalled(Event):
    """A panel is to sit; where there is less notice than there should be, why."""

    held_on: date
    chair: Account
    places: int
    urgent_because: Code | None

    sentence: ClassVar[str] = "A sitting of a panel was called for {held_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingCancelled(Event):
    """A panel does not sit after all."""

    sentence: ClassVar[str] = "The sitting was cancelled."


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberAsked(Event):
    """Somebody was asked to a sitting, its subject."""

    member: Account
    agency: Code

    sentence: ClassVar[str] = "{member} was asked to a sitting: {agency}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberAnswered(Event):
    """Somebody said whether they come to a sitting, its subject."""

    answer: Code

    sentence: ClassVar[str] = "Somebody who was asked to a sitting answered: {answer}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePutToSitting(Event):
    """A case is to be heard at a sitting."""

    sitting: Reference
    hearing: Reference

    sentence: ClassVar[str] = "The case was put to a sitting of a panel."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTakenOffSitting(Event):
    """A case is not heard at a sitting after all."""

    hearing: Reference
    because: Code

    sentence: ClassVar[str] = "The case was taken off a sitting of a panel: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberDeclared(Event):
    """Somebody who is to sit on a case declared, before reading anything, that they have no interest in it."""

    hearing: Reference
    member: Account

    sentence: ClassVar[str] = "{member} declared that they have no interest in the case."


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberStoodAside(Event):
    """Somebody does not sit on a case, for a coded reason."""

    hearing: Reference
    member: Account
    because: Code

    sentence: ClassVar[str] = "{member} does not sit on this case: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberLeftHearing(Event):
    """A member had to go; whether they had voted is told by nothing."""

    hearing: Reference
    member: Account

    sentence: ClassVar[str] = "{member} had to leave the panel."


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingOpened(Event):
    """The chair opened a case: these members vote on it."""

    hearing: Reference
    chair: Account
    members: tuple[Account, ...]

    sentence: ClassVar[str] = "The panel opened the case, with {chair} as its chair."


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingChairNamed(Event):
    """Another chair takes over."""

    hearing: Reference
    chair: Account

    sentence: ClassVar[str] = "{chair} was named as chair of the panel."


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingEnded(Event):
    """Voting is over. What was counted is known by its hash; nothing is counted without a quorum."""

    hearing: Reference
    state: Code
    votes_hash: Hash | None

    sentence: ClassVar[str] = "Voting of the panel is over: {state}."


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingCastingVoteGiven(Event):
    """The chair broke a tie; the reasons are known by their hash."""

    hearing: Reference
    text_hash: Hash

    sentence: ClassVar[str] = "The chair of the panel gave a casting vote."


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingDissentRecorded(Event):
    """A member who was outvoted said why, which is known by its hash. It names no case: see the minutes."""

    text_hash: Hash

    sentence: ClassVar[str] = "A dissent was recorded."

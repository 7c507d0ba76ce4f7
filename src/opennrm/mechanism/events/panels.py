"""What can happen to a case where leads refer on, and panels decide instead of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Account, Code, Event, Reference

__all__ = [
    "CasePutBeforePanel",
    "CaseReturnedFromLocalPanel",
    "CaseSentToLocalPanel",
    "CaseTakenFromPanel",
    "LocalPanelAudited",
    "PanelDecided",
    "ReferredDirectly",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredDirectly(Event):
    """A safeguarding lead referred a person to support and on to the panel, without a decision of their own."""

    referred_on: date

    sentence: ClassVar[str] = "A safeguarding lead referred the person to support and to the panel."


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePutBeforePanel(Event):
    """A case waits for a panel to decide; `agencies` are those of which members are wanted for it."""

    decision: Code
    agencies: tuple[Code, ...]

    sentence: ClassVar[str] = "The decision on {decision} was put before a panel."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTakenFromPanel(Event):
    """A case waits for a panel no longer, for a coded reason; nothing was decided."""

    decision: Code
    because: Code

    sentence: ClassVar[str] = "The decision on {decision} is before a panel no longer: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDecided(Event):
    """A panel came to a result; `hearing` is the id of its hearing, and who voted how is told by nothing."""

    decision: Code
    outcome: Code
    hearing: Reference
    chair: Account
    heard: tuple[Account, ...]
    """Who voted, or abstained."""
    agencies: tuple[Code, ...]
    """For which agencies they were there."""

    sentence: ClassVar[str] = "A panel decided on {decision}: {outcome}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSentToLocalPanel(Event):
    """A child's case goes to the panel of their own area, whose rules it is under from now on."""

    profile: Code
    profile_version: Code
    area: Code | None
    """The code of the police force of the area; None where nobody knows it."""

    sentence: ClassVar[str] = "The case was sent to the local panel of the child's area."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReturnedFromLocalPanel(Event):
    """A child's case is decided by the authority after all, for a coded reason."""

    profile: Code
    profile_version: Code
    because: Code

    sentence: ClassVar[str] = "The case came back from the local panel: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPanelAudited(Event):
    """The authority looked at what a local panel decided; `found` are the questions that were answered no."""

    satisfied: bool
    found: tuple[Code, ...]

    sentence: ClassVar[str] = "The authority looked at what the local panel decided."

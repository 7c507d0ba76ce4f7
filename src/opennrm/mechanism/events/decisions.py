"""What can happen to a decision: put forward, checked, served, and looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonableGroundsPutForward(Event):
    """A decision waits for its second officer."""

    outcome: Code
    text_hash: Hash
    standard: Code
    guidance: Code
    profile_version: Code

    sentence: ClassVar[str] = "A {outcome} decision on reasonable grounds was put forward for checking."


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusiveGroundsPutForward(Event):
    """A decision waits for its second officer."""

    outcome: Code
    text_hash: Hash
    standard: Code
    guidance: Code
    profile_version: Code

    sentence: ClassVar[str] = "A {outcome} decision on conclusive grounds was put forward for checking."


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReturned(Event):
    """The second officer did not agree and gave it back."""

    decision: Code = "reasonable_grounds"

    sentence: ClassVar[str] = "The second officer returned the decision on {decision}."


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTakenBack(Event):
    """Its author took it back before it was checked."""

    decision: Code = "reasonable_grounds"

    sentence: ClassVar[str] = "The decision on {decision} was taken back by its author."


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCountersigned(Event):
    """A second officer agreed to the text with this hash."""

    text_hash: Hash
    decision: Code = "reasonable_grounds"

    sentence: ClassVar[str] = "A second officer countersigned the decision on {decision}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CountersignatureVoided(Event):
    """The text changed, so the countersignature of the text with this hash no longer stands."""

    text_hash: Hash
    decision: Code = "reasonable_grounds"

    sentence: ClassVar[str] = "The decision on {decision} was changed, so its countersignature is void."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonableGroundsDecided(Event):
    """A decision was made and served; `days` are counted from receipt."""

    outcome: Code
    text_hash: Hash
    decided_on: date
    days: int
    served: bool = True
    profile: Code | None = None
    profile_version: Code | None = None
    """Both None in a history that is older than these facts."""

    sentence: ClassVar[str] = "Reasonable grounds: {outcome}, decided on {decided_on}, {days} days after receipt."


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusiveGroundsDecided(Event):
    """A decision was made and served; `days` are counted from receipt."""

    outcome: Code
    text_hash: Hash
    decided_on: date
    days: int
    served: bool = True
    profile: Code | None = None
    profile_version: Code | None = None
    """Both None in a history that is older than these facts."""

    sentence: ClassVar[str] = "Conclusive grounds: {outcome}, decided on {decided_on}, {days} days after receipt."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationRequested(Event):
    """Somebody entitled asked for a negative decision to be looked at again."""

    decision: Code
    requester: Code
    grounds: tuple[Code, ...]
    requested_on: date
    text_hash: Hash | None = None

    sentence: ClassVar[str] = (
        "The {requester} asked on {requested_on} for the decision on {decision} to be looked at again: {grounds}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationAccepted(Event):
    """The decision will be made afresh."""

    decision: Code
    text_hash: Hash | None = None

    sentence: ClassVar[str] = "The request was accepted: the decision on {decision} will be made afresh."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationRefused(Event):
    """The decision stands."""

    decision: Code
    reason: Code
    text_hash: Hash | None = None

    sentence: ClassVar[str] = "The request was refused: {reason}. The decision on {decision} stands."

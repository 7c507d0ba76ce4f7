"""What can happen to a case between its opening and its end, apart from decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Account, Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """A referral became a case of an authority."""

    authority: Code
    stage: Code
    received_on: date
    owner_team: Reference

    sentence: ClassVar[str] = "The case was opened with the {authority}; received on {received_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeldForTriage(Event):
    """Something speaks for looking at a case by hand; `like` are open cases that may be of the same person."""

    reasons: tuple[Code, ...]
    like: tuple[Reference, ...] = ()

    sentence: ClassVar[str] = "The case waits for somebody to look at it: {reasons}."


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePersonReferred(Event):
    """A referral came that may be about the person of this case, and went to people who may not see this case."""

    like: Reference

    sentence: ClassVar[str] = "A referral came that may be about the same person: {like}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted(Event):
    """Triage is done: the case waits for its first decision."""

    sentence: ClassVar[str] = "Triage is done."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAllocated(Event):
    """A case was given to somebody of its team."""

    to: Account

    sentence: ClassVar[str] = "The case was allocated to {to}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseViewed(Event):
    """Somebody opened a case: as their own work, for a reason that they gave, or in an emergency."""

    because: Code = "own_work"

    sentence: ClassVar[str] = "The case was viewed."


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(Event):
    """Evidence was added to a case."""

    evidence_kind: Code
    text_hash: Hash

    sentence: ClassVar[str] = "Evidence was added: {evidence_kind}."


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequested(Event):
    """More was asked of the first responder; no clock stops for it."""

    topics: tuple[Code, ...]
    asked_on: date
    request: Reference | None = None
    text_hash: Hash | None = None

    sentence: ClassVar[str] = "More information was asked for: {topics}. The clock runs on."


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationReceived(Event):
    """What was asked for came, or was given up."""

    answer: Code
    received_on: date
    request: Reference | None = None
    text_hash: Hash | None = None

    sentence: ClassVar[str] = "The information asked for was answered: {answer}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTransferred(Event):
    """A case passed to another authority; it keeps its day of receipt."""

    from_authority: Code
    to_authority: Code
    owner_team: Reference

    sentence: ClassVar[str] = "The case passed from the {from_authority} to the {to_authority}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSuspended(Event):
    """A case waits, because the person is missing and the evidence does not suffice."""

    reason: Code
    review_on: date
    suspended_on: date | None = None

    sentence: ClassVar[str] = "The case was suspended: {reason}. To be looked at again on {review_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionProlonged(Event):
    """A suspended case was looked at, and waits on until another day."""

    review_on: date

    sentence: ClassVar[str] = "The suspension was looked at. It goes on, to be looked at again on {review_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionReviewDue(Event):
    """The day has come to look at a suspension again; told once for each such day."""

    review_on: date

    sentence: ClassVar[str] = "The suspension is to be looked at again: {review_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed(Event):
    """A suspended case goes on; `days` is how many it was suspended, while its clocks ran on."""

    resumed_on: date
    days: int | None = None

    sentence: ClassVar[str] = "The case was resumed. Days it was suspended: {days}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryEnded(Event):
    """The recovery period is over, so that conclusive grounds can be decided."""

    ended_on: date

    sentence: ClassVar[str] = "The recovery period ended on {ended_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(Event):
    """An adult left the mechanism."""

    way: Code
    withdrawn_on: date

    sentence: ClassVar[str] = "The person withdrew on {withdrawn_on}: {way}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    """A case was closed without a decision, for a coded reason."""

    reason: Code
    closed_on: date
    duplicate_of: Reference | None = None

    sentence: ClassVar[str] = "The case was closed on {closed_on}: {reason}."


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateFound(Event):
    """A case was closed because another is about the same; told in both, and nothing is merged."""

    duplicate: Reference
    original: Reference

    sentence: ClassVar[str] = "The case {duplicate} was closed as a duplicate of {original}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Event):
    """A case that was withdrawn or closed goes on at the stage it left."""

    reason: Code
    stage: Code
    reopened_on: date

    sentence: ClassVar[str] = "The case was reopened on {reopened_on}: {reason}. It stands again at: {stage}."

"""Who may see a record: given and ended, the restriction to a list, and why a record was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from opennrm.mechanism.events.event import Account, Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessGiven(Event):
    """An organisation, a team or a person may see a record from now on; `record` is "referral" or "case".

    `until` is when it ends by itself (None: not by itself).
    """

    grantee: Reference
    record: Code
    because: Code
    until: datetime | None = None

    sentence: ClassVar[str] = "Access to the {record} was given. Why: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEnded(Event):
    """Whoever could see a record, for the reason it was given, can see it no longer."""

    grantee: Reference
    record: Code
    because: Code

    sentence: ClassVar[str] = "Access to the {record} ended. Why it had been given: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRestricted(Event):
    """A case is open to named people only, and for everybody else is not there."""

    because: Code
    people: int

    sentence: ClassVar[str] = "The case was restricted to {people} people. Why: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUnrestricted(Event):
    """A case is open to its team again."""

    sentence: ClassVar[str] = "The case is no longer restricted."


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRefused(Event):
    """Somebody asked for a record that they may not see, or that is not there: told alike, as `subject` was asked."""

    page: Code

    sentence: ClassVar[str] = "Somebody asked for a record that is not there for them."


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningExplained(Event):
    """Somebody said why they open a case that is not their own work; `signs` say what it has in common with them."""

    reason: Code
    text_hash: Hash
    signs: tuple[Code, ...] = ()

    sentence: ClassVar[str] = "The case was opened by somebody who does not work on it. Why: {reason}."


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereaboutsRevealed(Event):
    """Somebody asked to see what is hidden otherwise: `shown` says which of it, and never what it says.

    `because` is why they opened the case; None for whoever referred.
    """

    shown: Code
    because: Code | None = None

    sentence: ClassVar[str] = "Where the person can be found or reached was shown: {shown}."


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedInEmergency(Event):
    """Somebody from outside the team opened a case in an emergency; `reviewer` looks at it by `review_due_on`."""

    opening: Reference
    until: datetime
    reviewer: Account
    review_due_on: date
    text_hash: Hash
    signs: tuple[Code, ...] = ()

    sentence: ClassVar[str] = "The case was opened in an emergency. Reviewed by {reviewer} until {review_due_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyReviewed(Event):
    """Somebody else looked at an opening in an emergency and recorded what they found."""

    opening: Reference
    outcome: Code

    sentence: ClassVar[str] = "An opening in an emergency was reviewed. Outcome: {outcome}."


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyReviewOverdue(Event):
    """The last day of the review of an opening in an emergency went by without one; told once for each opening."""

    opening: Reference
    review_due_on: date

    sentence: ClassVar[str] = "The review of an opening in an emergency, due on {review_due_on}, is overdue."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPassedOn(Event):
    """Whoever was to review an opening in an emergency cannot any more: somebody else is to."""

    opening: Reference
    reviewer: Account

    sentence: ClassVar[str] = "The review of an opening in an emergency passed to {reviewer}."


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenPersonSearched(Event):
    """Somebody searched for the person of a restricted case whose list they are not on, and were told nothing.

    `searched_at` is when: it is found out a little later, and much later where the worker was down.
    """

    searched_at: datetime | None = None

    sentence: ClassVar[str] = "Somebody who is not on the list searched for the person, and was told nothing."


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchesStopped(Event):
    """Somebody (`subject`) searched for more people within an hour than anybody needs to, and was stopped."""

    organisation: Reference
    most: int

    sentence: ClassVar[str] = "Somebody was stopped after {most} searches for people within an hour."


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningsStopped(Event):
    """Somebody (`subject`) opened more people's records within an hour than anybody needs, and was stopped."""

    organisation: Reference
    most: int

    sentence: ClassVar[str] = "Somebody was stopped after opening the records of {most} people within an hour."

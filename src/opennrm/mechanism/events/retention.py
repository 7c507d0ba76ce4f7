"""What is held, kept and erased of records, by whom and under which schedule; why in words stands with the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Account, Code, Event, Reference

__all__ = [
    "ErasureDecided",
    "ErasureReturned",
    "HoldEnded",
    "HoldReviewDue",
    "ProposalVoided",
    "RecordErased",
    "RecordHeld",
    "RecordKept",
    "RecordProposed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHeld(Event):
    """A record stays, whatever its day, until the hold is ended."""

    hold: Reference
    review_on: date

    sentence: ClassVar[str] = "The record was put on hold. To be looked at again on {review_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnded(Event):
    """A hold was ended."""

    hold: Reference

    sentence: ClassVar[str] = "A hold on the record was ended."


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReviewDue(Event):
    """The day has come on which a hold is to be looked at again; told once for each hold."""

    hold: Reference
    review_on: date

    sentence: ClassVar[str] = "A hold on the record is to be looked at again: {review_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalVoided(Event):
    """What was proposed of a record no longer counts, because the case goes on, or is kept otherwise."""

    proposal: Reference

    sentence: ClassVar[str] = "The proposal on how long the record is kept was dropped: the case goes on."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProposed(Event):
    """The time for which a record is kept is over, and people are asked what becomes of it."""

    proposal: Reference
    schedule: Code
    record_class: Code
    action: Code
    due_on: date

    sentence: ClassVar[str] = "The record came up on {due_on} to be decided on: {action}, under schedule {schedule}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKept(Event):
    """Somebody decided that a record is kept until a day."""

    proposal: Reference
    keep_until: date

    sentence: ClassVar[str] = "It was decided to keep the record until {keep_until}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureDecided(Event):
    """Somebody decided that a record is erased; a second person is to confirm it."""

    proposal: Reference

    sentence: ClassVar[str] = "It was decided to erase the record. A second person is to confirm it."


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReturned(Event):
    """The second person did not confirm that a record is erased."""

    proposal: Reference

    sentence: ClassVar[str] = "The second person returned the decision to erase the record."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordErased(Event):
    """A second person confirmed it: the words of the record are gone, and a tombstone stands in its place."""

    proposal: Reference
    schedule: Code
    record_class: Code
    action: Code
    decided_by: Account

    sentence: ClassVar[str] = "The record was erased under schedule {schedule}, as {decided_by} had decided."

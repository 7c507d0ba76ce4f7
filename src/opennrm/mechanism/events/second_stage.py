"""What can happen between the two decisions, apart from clocks: who was consulted, asked and heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRecorded(Event):
    """A case was discussed with somebody for a purpose, or they are not part of it."""

    purpose: Code
    with_whom: Code
    took_part: bool
    consulted_on: date
    text_hash: Hash

    sentence: ClassVar[str] = "Recorded for the {purpose}: discussed with the {with_whom}: {took_part}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationReceived(Event):
    """Somebody put something to the authority about a person's recovery."""

    representation: Reference
    source: Code
    received_on: date
    text_hash: Hash

    sentence: ClassVar[str] = "Representations of the {source} were received on {received_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationAnswered(Event):
    """The authority answered."""

    representation: Reference
    outcome: Code
    text_hash: Hash

    sentence: ClassVar[str] = "Representations were answered: {outcome}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryExtended(Event):
    """Recovery was lengthened; its clock says so as well."""

    by_days: int
    until: date
    reason: Code
    text_hash: Hash

    sentence: ClassVar[str] = "Recovery was extended by {by_days} days, until {until}: {reason}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryReviewed(Event):
    """The review of recovery was made."""

    outcome: Code
    reviewed_on: date
    text_hash: Hash

    sentence: ClassVar[str] = "Recovery was reviewed on {reviewed_on}: {outcome}."


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAsked(Event):
    """An agency was asked for information; no clock stops for it."""

    request: Reference
    agency_kind: Code
    topics: tuple[Code, ...]
    asked_on: date
    due_on: date
    text_hash: Hash

    sentence: ClassVar[str] = (
        "Information was asked of the {agency_kind} by {due_on}: {topics}. The clocks of the case run on."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyReplied(Event):
    """An agency replied, or it was recorded that it did not."""

    request: Reference
    answer: Code
    answered_on: date
    text_hash: Hash

    sentence: ClassVar[str] = "What was asked of an agency has come to: {answer}, on {answered_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestChased(Event):
    """A reply that was due is asked for again."""

    request: Reference
    times: int
    chased_on: date

    sentence: ClassVar[str] = "A reply that is late was chased on {chased_on}: chaser number {times}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestClosed(Event):
    """A request was closed: its answer is no longer needed."""

    request: Reference
    closed_on: date

    sentence: ClassVar[str] = "A request for information was closed on {closed_on}; its answer is no longer needed."

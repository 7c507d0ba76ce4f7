"""What can happen to a clock: it starts, moves for a recorded cause, is met or stops; a bar is overridden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStarted(Event):
    """A clock began; `due_on` is None where no limit is set."""

    rule: Code
    limit_kind: Code
    starts_on: date
    due_on: date | None
    calendar_version: Code
    explanation_hash: Hash | None = None

    sentence: ClassVar[str] = "A clock began on {starts_on}: {rule}, a {limit_kind}, due on {due_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMoved(Event):
    """A clock moved, for a cause."""

    rule: Code
    limit_kind: Code
    starts_on: date
    due_on: date | None
    calendar_version: Code
    cause: Code
    moved_from: date | None = None
    holidays: tuple[date, ...] = ()
    """The bank holidays that were added, where that is the cause."""
    explanation_hash: Hash | None = None

    sentence: ClassVar[str] = "The clock of the {rule} moved to {due_on}, because of: {cause}."

    @classmethod
    def sentence_for(cls, facts: Mapping[str, Any]) -> str:
        """The sentence that also tells the day it moved from, and the days that were added."""
        if facts["cause"] == "calendar_extended":
            if facts.get("due_on"):
                return "The last day of the {rule} is known now: {due_on}, since the calendar tells of more years."
            return "The {rule} was counted again by a newer calendar, and its last day is still not known."
        if facts.get("holidays"):
            return (
                "The clock of the {rule} moved from {moved_from} to {due_on}, because a bank holiday was added: "
                "{holidays}."
            )
        if facts.get("moved_from"):
            return "The clock of the {rule} moved from {moved_from} to {due_on}, because of: {cause}."
        return cls.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayAdded(Event):
    """A bank holiday was added to the calendar of a nation; open clocks are counted again."""

    nation: Code
    day: date
    calendar_version: Code

    sentence: ClassVar[str] = "A bank holiday was added in {nation}: {day}. Open clocks are counted again."


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMet(Event):
    """What a clock waited for was done."""

    rule: Code
    limit_kind: Code
    starts_on: date
    due_on: date | None
    calendar_version: Code
    met_on: date

    sentence: ClassVar[str] = "The clock of the {rule} was met on {met_on}; it was due on {due_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped(Event):
    """What a clock waited for will not be done: the case ended another way."""

    rule: Code
    stopped_on: date
    cause: Code

    sentence: ClassVar[str] = "The clock of the {rule} stopped on {stopped_on}, because of: {cause}."


@dataclass(frozen=True, slots=True, kw_only=True)
class BarOverridden(Event):
    """Somebody allowed a bar to be crossed, and said why."""

    rule: Code
    reason: Code
    due_on: date
    text_hash: Hash

    sentence: ClassVar[str] = "The bar of the {rule} was overridden: {reason}."

"""What a time limit is: a target that drives alerts, a bar that must not be crossed, or none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LimitKind(StrEnum):
    """How a limit binds."""

    TARGET = "target"
    """Should be met; drives alerts and is never a reason to refuse."""
    BAR = "bar"
    """Must not be crossed without a recorded override."""
    NONE = "none"
    """The law sets no limit; the clock only measures."""


class Unit(StrEnum):
    """What a limit counts."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class Rule(StrEnum):
    """The time limits of the mechanism, by what they limit."""

    REASONABLE_GROUNDS_DECISION = "reasonable_grounds_decision"
    RECOVERY_PERIOD = "recovery_period"
    RECOVERY_REVIEW = "recovery_review"
    CONCLUSIVE_GROUNDS_DECISION = "conclusive_grounds_decision"
    RECONSIDERATION_REQUEST = "reconsideration_request"
    MOVE_ON = "move_on_support"
    EXIT_PERIOD = "exit_period"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One limit of a profile: so many units from the day it starts.

    `length` is 0 where `kind` is none. `starts` and `means` are plain words; `source` is a key of `sources`.
    """

    rule: Rule
    kind: LimitKind
    length: int
    unit: Unit
    starts: str
    means: str
    source: str

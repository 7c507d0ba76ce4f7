"""The rules that a walk asks, each of which can be broken on purpose, and what it chooses by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from opennrm.mechanism import (
    conclusive_grounds,
    deadlines,
    decisions,
    independent_review,
    interruptions,
    reasonable_grounds,
    recovery,
    stages,
)
from opennrm.mechanism.deadlines import Deadline
from opennrm.mechanism.panels import deciding
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.stages import Move, Stage

Answer = Refusal | None
T = TypeVar("T")


def where_it_was(left: Stage) -> Stage:
    """Where reopening leads: to the stage that was left."""
    return left


@dataclass(frozen=True)
class Law:
    """The rules that a walk asks, so that one of them can be broken on purpose."""

    refusal_to_move: Callable[..., Answer] = stages.refusal_to_move
    refusal_to_check: Callable[..., Answer] = decisions.refusal_to_check
    refusal_to_serve_first: Callable[..., Answer] = reasonable_grounds.refusal_to_serve
    refusal_to_serve_second: Callable[..., Answer] = conclusive_grounds.refusal_to_serve
    refusal_to_review: Callable[..., Answer] = independent_review.refusal_to_review
    refusal_without_answer: Callable[..., Answer] = independent_review.refusal_without_answer
    goes_back: Callable[..., bool] = independent_review.goes_back
    refusal_of_hearing: Callable[..., str] = deciding.refusal_of_hearing
    refusal_without_panel: Callable[..., Answer] = deciding.refusal_without_panel
    refusal_to_confirm: Callable[..., Answer] = deciding.refusal_to_confirm
    refusal_to_end_recovery: Callable[..., Answer] = recovery.refusal_to_end
    refusal_to_move_clock: Callable[..., Answer] = deadlines.refusal_to_move_clock
    deadline_for: Callable[..., Deadline] = deadlines.deadline_for
    refusal_to_close: Callable[..., Answer] = interruptions.refusal_to_close
    back_to: Callable[[Stage], Stage] = where_it_was
    moves: dict[Stage, list[Move]] = field(default_factory=dict)
    """What it allows at each stage, asked once: a law does not change while a case walks."""


class Chance:
    """What is chosen by a number, digit by digit: one draw of Hypothesis serves a whole step."""

    def __init__(self, number: int) -> None:
        self.number = number

    def of(self, options: Sequence[T]) -> T:
        """One of these."""
        self.number, which = divmod(self.number, len(options))
        return options[which]

"""Whatever people do, the law's promises hold; and each is seen to break when its rule is broken on purpose."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from opennrm.mechanism import decisions, stages
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.fold import BrokenHistory
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.stages import Move, Stage
from tests.mechanism.walks import Answer, Law, Walk

BOUNDED = settings(
    max_examples=200,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestWalk = Walk.TestCase
TestWalk.settings = BOUNDED

HUNTING = settings(
    BOUNDED, max_examples=2_000, derandomize=True, database=None, phases=(Phase.generate,), print_blob=False
)


def nothing_refused(*_: object) -> None:
    """A rule that somebody broke."""


def whatever_was_signed(decision: DecisionFacts, checks: tuple[Check, ...], *_: object) -> Answer:
    """The rule without its binding of a check to the text."""
    rebound = tuple(Check(check.by, decision.text_hash) for check in checks)
    return decisions.refusal_without_second_officer(decision, rebound)


def without_the_bar(decision: DecisionFacts, checks: tuple[Check, ...], *_: object) -> Answer:
    """The rule of the second decision without its recovery period."""
    return decisions.refusal_without_second_officer(decision, checks)


def stuck_in_recovery(version: Any, stage: Stage, move: Move) -> Answer:
    """The table with every way out of recovery forgotten."""
    return (
        Refusal("stuck", "Stuck.", "house") if stage is Stage.RECOVERY else stages.refusal_to_move(version, stage, move)
    )


def served_at_once(version: Any, stage: Stage, move: Move) -> Answer:
    """The table with a way for negatives round their second officer."""
    if (stage, move) == (Stage.REASONABLE_GROUNDS_PENDING, Move.SERVE_NEGATIVE_REASONABLE_GROUNDS):
        return None
    return stages.refusal_to_move(version, stage, move)


def suspended_under_check(version: Any, stage: Stage, move: Move) -> Answer:
    """The table with a move that the law does not have."""
    if (stage, move) == (Stage.REASONABLE_GROUNDS_TO_CHECK, Move.SUSPEND):
        return None
    return stages.refusal_to_move(version, stage, move)


PLANTED = {
    "a negative past its second officer": (
        Law(refusal_to_move=served_at_once, refusal_to_serve_first=nothing_refused),
        "no second officer agreed|cannot happen",
    ),
    "one's own decision checked": (Law(refusal_to_check=nothing_refused), "their own decision"),
    "a check that outlives the text": (
        Law(refusal_to_serve_first=whatever_was_signed),
        "no second officer agreed|without a second officer",
    ),
    "a silent clock": (Law(refusal_to_move_clock=nothing_refused), "moved silently"),
    "a dead end": (Law(refusal_to_move=stuck_in_recovery), "a dead end"),
    "recovery cut short": (
        Law(
            refusal_by_bar=nothing_refused,
            refusal_to_serve_second=lambda written, checks, *_: decisions.refusal_without_second_officer(
                written, checks
            ),
        ),
        "recovery was cut short",
    ),
    "a forbidden move": (Law(refusal_to_move=suspended_under_check), "cannot happen"),
}


@pytest.mark.parametrize(("law", "found"), PLANTED.values(), ids=list(PLANTED))
def test_a_rule_broken_on_purpose_is_found(law: Law, found: str) -> None:
    class Planted(Walk):
        pass

    Planted.law = law
    with pytest.raises((AssertionError, BrokenHistory), match=found):
        run_state_machine_as_test(Planted, settings=HUNTING)

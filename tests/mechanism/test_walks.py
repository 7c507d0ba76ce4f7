"""Whatever people do, the law's promises hold; and each is seen to break when its rule is broken on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from opennrm.mechanism import deadlines, decisions, stages
from opennrm.mechanism.deadlines import Deadline
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.fold import BrokenHistory
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.stages import Move, Stage
from tests.mechanism.law import Answer, Law
from tests.mechanism.versions import NOW
from tests.mechanism.walks import Walk

BOUNDED = settings(
    max_examples=1_000,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
THEN = profile_on("central_2009", date(2026, 3, 2))


class WalkOfThen(Walk):
    """The same under the profile of 2009."""

    law = Law()
    version = THEN


TestWalk = Walk.TestCase
TestWalk.settings = BOUNDED
TestWalkOfThen = WalkOfThen.TestCase
TestWalkOfThen.settings = BOUNDED

HUNTING = settings(
    BOUNDED, max_examples=3_000, derandomize=True, database=None, phases=(Phase.generate,), print_blob=False
)


def nothing_refused(*_: object, **__: object) -> None:
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


AT_ONCE = (Move.SERVE_NEGATIVE_REASONABLE_GROUNDS, Move.SERVE_POSITIVE_REASONABLE_GROUNDS)


def served_at_once(version: Any, stage: Stage, move: Move) -> Answer:
    """The table with a way round the second officer."""
    if stage is Stage.REASONABLE_GROUNDS_PENDING and move in AT_ONCE:
        return None
    return stages.refusal_to_move(version, stage, move)


def suspended_under_check(version: Any, stage: Stage, move: Move) -> Answer:
    """The table with a move that the law does not have."""
    if (stage, move) == (Stage.REASONABLE_GROUNDS_TO_CHECK, Move.SUSPEND):
        return None
    return stages.refusal_to_move(version, stage, move)


def thirty_days_suffice(bar: Deadline, on: date, *_: object) -> Answer:
    """The end of recovery as it is now, under the profile of 2009."""
    return None if on >= bar.starts_on + timedelta(days=30) else Refusal("too_early", "Too early.", "house")


def reopened_at_recovery(left: Stage) -> Stage:
    """Reopening that forgets where the case stood."""
    return Stage.RECOVERY


def without_its_reasons(*asked: Any) -> Deadline:
    """A clock that counts as it should and does not say which days it left out."""
    return replace(deadlines.deadline_for(*asked), skipped=())


PLANTED: dict[str, tuple[dict[str, Any], str, ProfileVersion]] = {
    "a negative past its second officer": (
        {"refusal_to_move": served_at_once, "refusal_to_serve_first": nothing_refused},
        "no second officer agreed|without a second officer|cannot happen|without reasons",
        NOW,
    ),
    "a positive of 2009 past its second officer": (
        {"refusal_to_move": served_at_once, "refusal_to_serve_first": nothing_refused},
        "no second officer agreed|without a second officer|cannot happen|without reasons",
        THEN,
    ),
    "one's own decision checked": ({"refusal_to_check": nothing_refused}, "their own decision", NOW),
    "a check that outlives the text": (
        {"refusal_to_serve_first": whatever_was_signed},
        "no second officer agreed|without a second officer",
        NOW,
    ),
    "a silent clock": ({"refusal_to_move_clock": nothing_refused}, "moved silently", NOW),
    "a clock that does not explain itself": ({"deadline_for": without_its_reasons}, "without saying why", NOW),
    "a dead end": ({"refusal_to_move": stuck_in_recovery}, "a dead end", NOW),
    "recovery cut short": (
        {"refusal_to_end_recovery": nothing_refused, "refusal_to_serve_second": without_the_bar},
        "recovery was cut short",
        NOW,
    ),
    "recovery of 2009 cut short": ({"refusal_to_end_recovery": thirty_days_suffice}, "recovery was cut short", THEN),
    "a forbidden move": ({"refusal_to_move": suspended_under_check}, "cannot happen|where it cannot", NOW),
    "a decided case closed": ({"refusal_to_close": nothing_refused}, "a decided case was closed", NOW),
    "reopened elsewhere": ({"back_to": reopened_at_recovery}, "where it cannot|another stage", NOW),
}


@pytest.mark.parametrize(("broken", "found", "version"), PLANTED.values(), ids=list(PLANTED))
def test_a_rule_broken_on_purpose_is_found(broken: dict[str, Any], found: str, version: ProfileVersion) -> None:
    class Planted(Walk):
        law = Law(**broken)

    Planted.version = version
    with pytest.raises((AssertionError, BrokenHistory), match=found):
        run_state_machine_as_test(Planted, settings=HUNTING)

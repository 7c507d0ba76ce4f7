"""Whatever people do, no negative is served unreviewed where the profile demands review; broken rules are found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis.stateful import run_state_machine_as_test

from opennrm.mechanism import decisions, stages
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.fold import BrokenHistory
from opennrm.mechanism.independent_review import refusal_without_review
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.stages import Move, Stage
from tests.mechanism.law import Answer, Law
from tests.mechanism.test_walks import BOUNDED, HUNTING, nothing_refused
from tests.mechanism.walks_in_review import SEEN, WalkInReview

PROMISED = profile_on("single_authority_2019", date(2020, 3, 2))
AS_IT_CAME = profile_on("single_authority_2019_history", date(2020, 3, 2))


class WalkAsPromised(WalkInReview):
    """Where every negative is reviewed."""

    law = Law()
    version = PROMISED


class WalkAsItCame(WalkInReview):
    """Where negatives on conclusive grounds are."""

    law = Law()
    version = AS_IT_CAME


@pytest.mark.parametrize("walk", [WalkAsPromised, WalkAsItCame])
def test_no_negative_is_served_unreviewed(walk: type[WalkInReview]) -> None:
    SEEN.clear()
    run_state_machine_as_test(walk, settings=BOUNDED)
    assert SEEN["sent back"] >= 20, SEEN
    assert SEEN["negative conclusive_grounds, reviewed"] >= 3, SEEN
    assert SEEN["negative conclusive_grounds, not reviewed"] == 0, SEEN
    first = "reviewed" if walk is WalkAsPromised else "not reviewed"
    assert SEEN[f"negative reasonable_grounds, {first}"] >= 3, SEEN


def served_past_review(version: Any, stage: Stage, move: Move) -> Answer:
    """The table with a way round the reviewers."""
    if (stage, move) == (Stage.REASONABLE_GROUNDS_UNDER_REVIEW, Move.SERVE_NEGATIVE_REASONABLE_GROUNDS):
        return None
    return stages.refusal_to_move(version, stage, move)


def countersigned_only(decision: DecisionFacts, checks: tuple[Check, ...] = (), *_: object) -> Answer:
    """The rule without its reviewers."""
    return decisions.refusal_of_content(decision) or decisions.refusal_without_second_officer(decision, checks)


def whatever_was_reviewed(
    decision: DecisionFacts, checks: tuple[Check, ...] = (), reviews: tuple[Check, ...] = ()
) -> Answer:
    """The rule without its binding of a review, and of a check, to the text."""
    checked = tuple(Check(check.by, decision.text_hash) for check in checks)
    reviewed = tuple(Check(review.by, decision.text_hash) for review in reviews)
    return decisions.refusal_without_second_officer(decision, checked) or refusal_without_review(decision, reviewed)


PLANTED: dict[str, tuple[dict[str, Any], str]] = {
    "a negative past its reviewers": (
        {"refusal_to_move": served_past_review, "refusal_to_serve_first": countersigned_only},
        "unreviewed|cannot happen|without the independent review",
    ),
    "a review that outlives the text": (
        {"refusal_to_serve_first": whatever_was_reviewed},
        "no second officer agreed|without a second officer|unreviewed|without the independent review",
    ),
    "one's own decision reviewed": (
        {"refusal_to_review": nothing_refused},
        "their own decision|wrote or countersigned",
    ),
    "an answer forgotten": ({"refusal_without_answer": nothing_refused}, "was not answered"),
    "an opinion that is passed over": (
        {"goes_back": lambda *_: False},
        "asked for another look, and the decision went on",
    ),
}


@pytest.mark.parametrize(("broken", "found"), PLANTED.values(), ids=list(PLANTED))
def test_a_rule_of_review_broken_on_purpose_is_found(broken: dict[str, Any], found: str) -> None:
    class Planted(WalkInReview):
        law = Law(**broken)
        version: ProfileVersion = PROMISED

    with pytest.raises((AssertionError, BrokenHistory), match=found):
        run_state_machine_as_test(Planted, settings=HUNTING)

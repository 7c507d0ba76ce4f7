"""Recovery: it ends at its bar, is lengthened for a reason in words, and is reviewed with everybody asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opennrm.mechanism.deadlines import Override, deadline_for
from opennrm.mechanism.recovery import (
    asked_at_review,
    is_over,
    refusal_to_end,
    refusal_to_extend,
    refusal_to_override,
    refusal_to_review,
)
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation, ReferralKind
from tests.mechanism.versions import NOW

RECOVERY = deadline_for(NOW, Rule.RECOVERY_PERIOD, date(2026, 3, 2), Nation.ENGLAND)
BEFORE, ON_THE_DAY = date(2026, 3, 31), date(2026, 4, 1)
UNKNOWN = replace(RECOVERY, due_on=None)


def test_it_is_over_on_its_day_and_not_before() -> None:
    assert not is_over(RECOVERY, BEFORE)
    assert is_over(RECOVERY, ON_THE_DAY)
    assert not is_over(UNKNOWN, ON_THE_DAY)


def test_ending_it_early_takes_recorded_leave() -> None:
    assert refusal_to_end(RECOVERY, ON_THE_DAY) is None
    early = refusal_to_end(RECOVERY, BEFORE)
    assert early is not None
    assert early.code == "bar_crossed"
    assert refusal_to_end(RECOVERY, BEFORE, Override("manager", "person_asked")) is None
    unknown = refusal_to_end(UNKNOWN, ON_THE_DAY)
    assert unknown is not None
    assert unknown.code == "end_not_known"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ((0, "serious_health", "Words."), "days"),
        ((366, "serious_health", "Words."), "days"),
        ((None, "serious_health", "Words."), "days"),
        ((7, "because", "Words."), "reason"),
        ((7, "serious_health", " "), "words"),
    ],
)
def test_an_extension_needs_days_a_reason_and_words(given: tuple[int | None, str, str], field: str) -> None:
    refusal = refusal_to_extend(RECOVERY, *given)
    assert refusal is not None
    assert refusal.field == field
    assert refusal_to_extend(RECOVERY, 7, "serious_health", "A letter from the hospital.") is None


def test_leave_to_cross_the_bar_is_given_for_a_reason_and_only_while_there_is_a_bar() -> None:
    assert refusal_to_override(RECOVERY, BEFORE, "person_asked", "They asked twice.") is None
    for given, code in ((("", "x"), "no_reason"), (("person_asked", ""), "no_words")):
        refusal = refusal_to_override(RECOVERY, BEFORE, *given)
        assert refusal is not None
        assert refusal.code == code
    over = refusal_to_override(RECOVERY, ON_THE_DAY, "person_asked", "They asked twice.")
    assert over is not None
    assert over.code == "nothing_to_override"


def test_a_review_asks_everybody_and_for_a_child_the_local_authority_too() -> None:
    adult = frozenset(asked_at_review(ReferralKind.ADULT))
    assert refusal_to_review(adult, ReferralKind.ADULT, "ends_as_set") is None
    child = refusal_to_review(adult, ReferralKind.CHILD, "ends_as_set")
    assert child is not None
    assert "local authority" in child.because
    unclear = refusal_to_review(adult, ReferralKind.ADULT, "")
    assert unclear is not None
    assert unclear.field == "outcome"

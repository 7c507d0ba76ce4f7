"""The rules of need to know: reasons, restriction, emergencies, grants for a time, and the budget of records."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from opennrm.mechanism.need_to_know import (
    LONGEST_REASON,
    Budget,
    BudgetStep,
    OpeningReason,
    RestrictedBecause,
    ReviewOutcome,
    break_glass_ends,
    refusal_of_emergency,
    refusal_of_grant,
    refusal_of_opening_reason,
    refusal_to_restrict,
    refusal_to_review,
    review_due_on,
)
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import Nation

AT = datetime(2026, 12, 23, 10, tzinfo=UTC)
WORDS = "She rang and said that he is at the door."


def field_of(refusal: Refusal | None) -> str | None:
    assert refusal is not None
    return refusal.field


def test_a_reason_is_one_of_the_list_and_words_are_asked_of_who_is_not_of_the_team() -> None:
    assert refusal_of_opening_reason(OpeningReason.DUTY, "", of_the_team=True) is None
    assert refusal_of_opening_reason(OpeningReason.DUTY, WORDS, of_the_team=False) is None
    assert field_of(refusal_of_opening_reason("curiosity", WORDS, of_the_team=True)) == "reason"
    assert field_of(refusal_of_opening_reason(OpeningReason.DUTY, "x" * 19, of_the_team=False)) == "words"
    assert refusal_of_opening_reason(OpeningReason.DUTY, "x" * 20, of_the_team=False) is None
    assert field_of(refusal_of_opening_reason("duty", "x" * (LONGEST_REASON + 1), of_the_team=True)) == "words"


def test_an_emergency_needs_twenty_letters_that_are_not_spaces_around_them() -> None:
    assert refusal_of_emergency(WORDS) is None
    assert field_of(refusal_of_emergency("x" * 19 + "     ")) == "words"
    assert refusal_of_emergency("x" * 20) is None


def test_a_grant_ends_within_three_months_and_says_why() -> None:
    assert refusal_of_grant(AT + timedelta(days=7), AT, WORDS) is None
    assert field_of(refusal_of_grant(None, AT, WORDS)) == "until_on-day"
    assert field_of(refusal_of_grant(AT, AT, WORDS)) == "until_on-day"
    assert field_of(refusal_of_grant(AT + timedelta(days=93), AT, WORDS)) == "until_on-day"
    assert field_of(refusal_of_grant(AT + timedelta(days=7), AT, "short")) == "words"


def test_a_restriction_has_a_coded_reason_and_a_list_with_whoever_makes_it() -> None:
    code = RestrictedBecause.THREAT_TO_LIFE
    assert refusal_to_restrict(code, 1, names_oneself=True) is None
    assert field_of(refusal_to_restrict("because", 1, names_oneself=True)) == "reason"
    assert field_of(refusal_to_restrict(code, 0, names_oneself=False)) == "people"
    assert field_of(refusal_to_restrict(code, 2, names_oneself=False)) == "people"


def test_nobody_reviews_their_own_opening() -> None:
    assert refusal_to_review(ReviewOutcome.JUSTIFIED, opened_it=False) is None
    assert field_of(refusal_to_review("fine", opened_it=False)) == "outcome"
    own = refusal_to_review(ReviewOutcome.JUSTIFIED, opened_it=True)
    assert own is not None
    assert own.code == "own_opening"


def test_an_emergency_lasts_an_hour_and_its_review_is_due_two_working_days_later() -> None:
    assert break_glass_ends(AT) - AT == timedelta(minutes=60)
    # Christmas Day, the substitute for Boxing Day and the weekend between do not count.
    assert review_due_on(AT, Nation.ENGLAND) == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("count", "step"),
    [(1, "free"), (60, "free"), (61, "confirm"), (120, "confirm"), (121, "stop"), (500, "stop")],
)
def test_the_sixty_first_person_in_an_hour_asks_to_confirm_and_the_121st_is_one_too_many(count: int, step: str) -> None:
    assert Budget().step(count) == BudgetStep(step)

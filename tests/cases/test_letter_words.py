"""What letters say besides the decision: to the adult as "you", about a child to who acts for them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from opennrm.cases.letter_words import GROUNDS, negative_words, notice_words, positive_words
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from opennrm.notifications.kinds import LetterKind
from opennrm.notifications.letters import FORMS

DAY = date(2026, 3, 9)
VERSION = profile_on("borders_act_2023", DAY)
GAPS_OF_THE_CASE = {"salutation", "person_name", "decided_on", "standard", "reasons"}


def positive(*, about_a_child: bool) -> dict[str, Any]:
    return positive_words(starts_on=DAY, ends_on=date(2026, 4, 8), about_a_child=about_a_child)


def negative(*, about_a_child: bool, ask_by: date | None = date(2026, 4, 8)) -> dict[str, Any]:
    return negative_words(VERSION, ask_by=ask_by, days=30, about_a_child=about_a_child)


@pytest.mark.parametrize("about_a_child", [True, False])
def test_every_gap_that_the_case_does_not_fill_itself_is_filled_with_words(about_a_child: bool) -> None:
    for kind, words in (
        (LetterKind.REASONABLE_GROUNDS_POSITIVE, positive(about_a_child=about_a_child)),
        (LetterKind.REASONABLE_GROUNDS_NEGATIVE, negative(about_a_child=about_a_child)),
    ):
        form = FORMS[kind]
        assert set(words) == {*form.gaps, *form.together} - GAPS_OF_THE_CASE
        assert all(words.values())


@pytest.mark.parametrize("words", [positive, negative])
def test_support_is_offered_to_the_adult_and_for_the_child(words: Any) -> None:
    to_an_adult, about_a_child = (words(about_a_child=child)["support_explained"] for child in (False, True))
    assert re.search(r"\byou (can|are)\b", to_an_adult, re.IGNORECASE)
    assert not re.search(r"\byour?\b", about_a_child)
    assert "child" in about_a_child
    assert "child" not in to_an_adult


def test_the_recovery_period_is_told_with_the_dates_of_its_clock() -> None:
    words = positive(about_a_child=False)
    assert (words["recovery_starts_on"], words["recovery_ends_on"]) == ("2026-03-09", "2026-04-08")
    assert "at least until Wednesday 8 April 2026" in words["recovery_explained"]


def test_reconsideration_is_told_with_its_days_last_day_and_grounds() -> None:
    words = negative(about_a_child=False)
    assert words["reconsideration_days"] == 30
    assert words["reconsideration_ends_on"] == "2026-04-08"
    assert words["reconsideration_grounds"] == [GROUNDS[ground] for ground in VERSION.reconsideration.grounds]


def test_without_a_clock_no_date_for_reconsideration_is_made_up() -> None:
    assert not set(negative(about_a_child=False, ask_by=None)) & {
        *FORMS[LetterKind.REASONABLE_GROUNDS_NEGATIVE].together
    }


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_notice_fills_its_letter_and_gives_no_reason(outcome: Outcome) -> None:
    words = notice_words(
        DecisionKind.REASONABLE_GROUNDS, outcome, reference="NRM-2026-000123", referred_on=date(2026, 3, 2)
    )
    assert set(words) == {*FORMS[LetterKind.NOTICE_OF_OUTCOME].gaps} - {"decided_on"}
    assert words["outcome_name"] == outcome.value
    assert "because" not in words["next_steps"]

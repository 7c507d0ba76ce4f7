"""What a decision must hold, and who may check it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.mechanism.decisions import (
    Check,
    needs_second_officer,
    refusal_of_content,
    refusal_to_check,
    refusal_without_second_officer,
    standing_checks,
    text_hash,
)
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from tests.mechanism.profiles.eras import CENTRAL_2009_VERSION
from tests.mechanism.versions import AUTHOR, NOW, OTHER, decision

TEXTS = st.tuples(st.sampled_from(Outcome), st.text(), st.text(), st.text())


@given(TEXTS, TEXTS)
def test_two_texts_have_one_hash_only_if_every_part_is_the_same(
    one: tuple[Outcome, str, str, str], other: tuple[Outcome, str, str, str]
) -> None:
    assert (text_hash(*one) == text_hash(*other)) == (one == other)


def test_the_hash_of_a_text_stays_what_it_is() -> None:
    known = text_hash(Outcome.NEGATIVE, "all_available_evidence", "guidance", "Because.")
    assert known == "2809f0107c7bab003f76be54daa3d570b0406aa31503d9729e04d540085449d8"


@pytest.mark.parametrize("kind", DecisionKind)
@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"reasons": " \n"}, "no_reasons", "reasons"),
        ({"standard": "objective_factors"}, "not_the_standard_in_force", "standard"),
        ({"guidance": "older"}, "not_the_guidance_in_force", "guidance"),
    ],
)
def test_a_decision_that_lacks_something_names_the_field(
    kind: DecisionKind, changed: dict[str, str], code: str, field: str
) -> None:
    refusal = refusal_of_content(decision(kind, **changed))
    assert refusal is not None
    assert (refusal.code, refusal.field) == (code, field)


@pytest.mark.parametrize("kind", DecisionKind)
def test_a_whole_decision_lacks_nothing_and_a_positive_needs_no_reasons(kind: DecisionKind) -> None:
    assert refusal_of_content(decision(kind)) is None
    assert refusal_of_content(decision(kind, outcome=Outcome.POSITIVE, reasons="")) is None


def test_nobody_checks_their_own_decision() -> None:
    refusal = refusal_to_check(decision(), AUTHOR)
    assert refusal is not None
    assert refusal.code == "own_decision"
    assert refusal_to_check(decision(), OTHER) is None


def test_a_second_officer_checks_negatives_now_and_checked_everything_in_2009() -> None:
    assert needs_second_officer(NOW.reasonable_grounds, Outcome.NEGATIVE)
    assert not needs_second_officer(NOW.reasonable_grounds, Outcome.POSITIVE)
    assert needs_second_officer(CENTRAL_2009_VERSION.reasonable_grounds, Outcome.POSITIVE)


def test_a_countersignature_stands_for_the_text_it_signed_only() -> None:
    written = decision()
    signed = (Check(OTHER, written.text_hash),)
    assert refusal_without_second_officer(written, signed) is None
    edited = replace(written, reasons=written.reasons + " ")
    refusal = refusal_without_second_officer(edited, signed)
    assert refusal is not None
    assert refusal.code == "countersignature_void"


def test_a_check_of_one_s_own_never_stands() -> None:
    written = decision()
    assert standing_checks(written, (Check(AUTHOR, written.text_hash),)) == ()
    refusal = refusal_without_second_officer(written, ())
    assert refusal is not None
    assert refusal.code == "no_second_officer"

"""The first decision: what may be put forward, and what may be served."""

from __future__ import annotations

import pytest

from opennrm.mechanism.decisions import Check
from opennrm.mechanism.reasonable_grounds import refusal_to_put_forward, refusal_to_serve
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from tests.mechanism.profiles.eras import CENTRAL_2009_VERSION
from tests.mechanism.versions import AUTHOR, OTHER, decision

POSITIVE = decision(outcome=Outcome.POSITIVE, reasons="")
CONCLUSIVE = decision(DecisionKind.CONCLUSIVE_GROUNDS)


def test_a_whole_negative_may_be_put_forward_and_is_served_once_checked() -> None:
    negative = decision()
    assert refusal_to_put_forward(negative) is None
    assert refusal_to_serve(negative, (Check(OTHER, negative.text_hash),)) is None


@pytest.mark.parametrize("by", [None, AUTHOR])
def test_a_negative_is_not_served_without_another_s_check(by: str | None) -> None:
    negative = decision()
    checks = () if by is None else (Check(by, negative.text_hash),)
    refusal = refusal_to_serve(negative, checks)
    assert refusal is not None
    assert refusal.source == "MAAP-END"


def test_a_positive_is_served_at_once_now_and_was_checked_in_2009() -> None:
    assert refusal_to_serve(POSITIVE) is None
    refusal = refusal_to_put_forward(POSITIVE)
    assert refusal is not None
    assert refusal.code == "needs_no_second_officer"
    then = decision(outcome=Outcome.POSITIVE, version=CENTRAL_2009_VERSION)
    assert refusal_to_put_forward(then) is None
    assert refusal_to_serve(then) is not None


def test_what_lacks_reasons_is_neither_put_forward_nor_served() -> None:
    empty = decision(reasons="")
    for refusal in (refusal_to_put_forward(empty), refusal_to_serve(empty, (Check(OTHER, empty.text_hash),))):
        assert refusal is not None
        assert refusal.code == "no_reasons"


def test_a_decision_of_the_other_kind_is_refused() -> None:
    for refusal in (refusal_to_put_forward(CONCLUSIVE), refusal_to_serve(CONCLUSIVE)):
        assert refusal is not None
        assert refusal.code == "another_decision"

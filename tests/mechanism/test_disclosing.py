"""Something leaves only on a basis, once what is held back was decided, and by a second person."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.mechanism.disclosing import (
    ALWAYS_HELD_BACK,
    BASES,
    USUALLY_HELD_BACK,
    DisclosureState,
    Purpose,
    bases_for,
    basis_named,
    refusal_of_basis,
    refusal_of_what_was_read,
    refusal_to_check,
    refusal_to_decide,
    refusal_to_drop,
    refusal_to_lift,
    refusal_to_show_lifted,
    refusal_to_take,
)
from opennrm.mechanism.redaction import Mark

S = DisclosureState


def test_every_purpose_has_a_basis_and_each_names_its_law_and_that_nobody_checked_it() -> None:
    assert all(bases_for(purpose) for purpose in Purpose)
    assert all(basis.law and basis.source == "own" for basis in BASES)
    assert basis_named("crime").purposes == {Purpose.POLICE}


def test_a_basis_is_one_of_the_purpose_or_is_written_out() -> None:
    asked = [("court_order", ""), ("crime", ""), ("other", " "), ("other", "A treaty."), ("", "")]
    codes = [refusal_of_basis(Purpose.COURT, *each) for each in asked]
    assert [each.code if each else None for each in codes] == [None, "no_basis", "no_basis_in_words", None, "no_basis"]


@pytest.mark.proves("RED-02")
@pytest.mark.parametrize("state", DisclosureState)
def test_each_step_is_there_in_its_state_only(state: DisclosureState) -> None:
    every = frozenset(Mark)
    can = {
        "decide": refusal_to_decide(Purpose.COURT, state, every, read=True) is None,
        "check": refusal_to_check(state, worked_on_it={"one"}, by="two") is None,
        "take": refusal_to_take(state, holds_what_is_doubted=False) is None,
        "drop": refusal_to_drop(state, was_taken=False) is None,
        "drop what was taken out": refusal_to_drop(state, was_taken=True) is None,
    }
    either = {"drop", "drop what was taken out"}
    assert {step for step, allowed in can.items() if allowed} == {
        S.PREPARED: {"decide", *either},
        S.DECIDED: {"check", *either},
        S.RETURNED: {"decide", *either},
        S.RELEASED: {"take", "drop"},
        S.DROPPED: set(),
    }[state]


@pytest.mark.proves("RED-02")
def test_nobody_releases_what_they_worked_on_and_nobody_decides_unread() -> None:
    refusal = refusal_to_check(S.DECIDED, worked_on_it={"one", "two"}, by="two")
    assert refusal is not None
    assert refusal.code == "same_person"
    unread = refusal_to_decide(Purpose.POLICE, S.PREPARED, frozenset(Mark), read=False)
    assert unread is not None
    assert unread.field == "read"


@pytest.mark.parametrize("purpose", Purpose)
def test_what_is_always_held_back_cannot_be_chosen_to_be_given(purpose: Purpose) -> None:
    always: Any = ALWAYS_HELD_BACK[purpose]
    assert always <= USUALLY_HELD_BACK[purpose]
    for mark in always:
        refusal = refusal_to_decide(purpose, S.PREPARED, frozenset(Mark) - {mark}, read=True)
        assert refusal is not None
        assert mark.value.replace("_", " ") in refusal.because


def test_marks_by_rule_are_lifted_for_a_reason_and_a_reason_is_for_lifting() -> None:
    asked = [(True, "The judge asked."), (True, " "), (False, "The judge asked."), (False, "")]
    found = [refusal_to_lift(lifts=lifts, because=because) for lifts, because in asked]
    assert [each.code if each else None for each in found] == [
        *(None, "no_reason_to_lift", "reason_without_lifting", None)
    ]


@pytest.mark.proves("PRIV-08")
@pytest.mark.parametrize("state", DisclosureState)
def test_where_somebody_is_safe_is_shown_for_a_reason_while_it_is_put_together(state: DisclosureState) -> None:
    open_still = state in (S.PREPARED, S.RETURNED)
    found = [refusal_to_show_lifted(state, because) for because in ("The judge asked.", " ")]
    codes = [each.code if each else None for each in found]
    assert codes == ([None, "no_reason_to_lift"] if open_still else ["changed_meanwhile"] * 2)


def test_nothing_is_given_out_that_holds_what_is_doubted_and_what_was_not_released_stays_so() -> None:
    found = {state: refusal_to_take(state, holds_what_is_doubted=True) for state in S}
    codes = {state: each.code if each else None for state, each in found.items()}
    assert codes == dict.fromkeys(S, "not_released") | {S.RELEASED: "doubted_since"}


def test_what_differs_from_what_was_read_is_named() -> None:
    refusal = refusal_of_what_was_read(["Evidence", "Letters"])
    assert refusal is not None
    assert "Evidence, Letters" in refusal.because
    assert refusal_of_what_was_read([]) is None


@pytest.mark.proves("PRIV-08")
def test_where_somebody_is_safe_is_always_held_back_from_courts_and_police() -> None:
    assert all(Mark.SAFE_ADDRESS in ALWAYS_HELD_BACK[purpose] for purpose in (Purpose.COURT, Purpose.POLICE))

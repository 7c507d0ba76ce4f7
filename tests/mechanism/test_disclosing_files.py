"""A photograph shows the neighbour: it leaves only if somebody says so, and the original only to a court."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.mechanism.disclosing import BASES, Purpose
from opennrm.mechanism.disclosing_files import (
    COPY_AWAITED,
    LEFT_OUT,
    NOT_ASKED,
    WITH_ORIGINALS,
    Fate,
    FileChoice,
    fate_of,
    gives_originals,
    refusal_of_files,
    refusal_of_originals,
)
from opennrm.mechanism.redaction import Mark

COPY, ORIGINAL = Fate("a copy", FileChoice.COPY), Fate("it", FileChoice.ORIGINAL)
OPEN = Fate("not yet", is_open=True)
WAITING = Fate(COPY_AWAITED, is_open=True, waits=True)


def fate(chosen: str, **changed: Any) -> Fate:
    given: dict[str, Any] = {"copy": "A copy.", "why_no_copy": "", "may_open": True, "originals": False} | changed
    return fate_of(chosen, **given)


def test_the_person_is_given_copies_and_only_two_bases_let_an_original_leave() -> None:
    assert {basis.code for basis in BASES} >= WITH_ORIGINALS
    assert not any(gives_originals(Purpose.SUBJECT_ACCESS, basis.code) for basis in BASES)
    assert gives_originals(Purpose.COURT, "court_order")
    assert not gives_originals(Purpose.POLICE, "crime")


def test_what_was_not_chosen_or_cannot_be_is_open_and_gives_nothing() -> None:
    assert fate("copy") == Fate("A copy.", FileChoice.COPY)
    for chosen in ("", "original", "all of it"):
        assert (fate(chosen).is_open, fate(chosen).leaves_as) == (True, None)
    assert fate("original", originals=True).leaves_as is FileChoice.ORIGINAL
    assert fate("copy", why_no_copy="It failed.", originals=True).is_open
    assert fate("not_asked") == Fate(NOT_ASKED)
    assert [fate(mark).mark for mark in Mark] == list(Mark)
    assert fate("source").words == LEFT_OUT


@pytest.mark.parametrize("chosen", ["", "copy", "original", "not_asked"])
def test_what_nobody_may_open_leaves_as_nothing_and_says_why(chosen: str) -> None:
    for originals in (True, False):
        found = fate(chosen, may_open=False, why_no_copy="The scanner found something.", originals=originals)
        assert found == Fate("Nothing of it: The scanner found something.")


def test_what_has_no_copy_is_left_out_only_by_somebody_who_says_so() -> None:
    for chosen in ("", "copy", "original"):
        assert fate(chosen, why_no_copy="None is made.").is_open
    left = fate("no_copy", why_no_copy="None is made.")
    assert left == Fate("Nothing of it: None is made.", has_no_copy=True)
    assert fate("no_copy", why_no_copy="None is made.", originals=True) == left
    assert fate("no_copy").is_open  # there is one


def test_a_copy_that_is_being_made_is_waited_for_unless_the_file_is_left_out_anyhow() -> None:
    being_made: dict[str, Any] = {"why_no_copy": "It is being made.", "waits": True}
    for chosen in ("", "copy", "no_copy", "original"):
        for may_open in (True, False):
            assert fate(chosen, **being_made, may_open=may_open) == WAITING
    assert fate("original", **being_made, originals=True).leaves_as is FileChoice.ORIGINAL
    assert fate("original", **being_made, originals=True, may_open=False) == WAITING
    assert fate("not_asked", **being_made) == Fate(NOT_ASKED)
    assert fate("source", **being_made).mark is Mark.SOURCE


@pytest.mark.parametrize(
    ("fates", "because", "refused", "field"),
    [
        ({"a": COPY}, "", None, None),
        ({"a": COPY, "b": OPEN}, "", "file_not_decided", "b"),
        ({"a": COPY, "b": WAITING}, "", "file_waits", "b"),
        ({"a": ORIGINAL}, " ", "no_reason_for_originals", "originals_because"),
        ({"a": ORIGINAL}, "The court ordered it.", None, None),
        ({"a": COPY}, "The court ordered it.", "reason_without_originals", "originals_because"),
    ],
)
def test_each_file_is_decided_and_an_original_has_its_reason(
    fates: dict[str, Fate], because: str, refused: str | None, field: str | None
) -> None:
    refusal = refusal_of_files(fates, fates, because)
    assert (refusal and refusal.code, refusal and refusal.field) == (refused, field)


def test_what_a_mark_holds_back_needs_no_word_and_the_second_person_agrees_to_originals() -> None:
    assert refusal_of_files({"a": OPEN}, [], "") is None
    assert refusal_of_originals(leave=False, agreed=False) is None
    assert refusal_of_originals(leave=True, agreed=True) is None
    assert refusal_of_originals(leave=True, agreed=False) is not None

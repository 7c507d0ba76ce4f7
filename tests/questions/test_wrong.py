"""The check that every typed text passes."""

import pytest

from opennrm.questions.wrong import Wrong, check_text, one_text


def test_a_text_within_its_limit_passes() -> None:
    check_text("x\r\ny", "note", 3, "note")


def test_a_text_over_its_limit_says_by_how_much() -> None:
    with pytest.raises(Wrong) as refused:
        check_text("abcde", "note", 3, "note")
    assert refused.value.faults == (("note", "The note must be 3 characters or fewer. It has 5: shorten it by 2"),)


def test_of_several_texts_the_first_with_something_in_it_counts() -> None:
    assert one_text("a", {"a": ["", " ", "here", "there"]}) == "here"


def test_an_exception_never_repeats_what_was_typed() -> None:
    with pytest.raises(Wrong) as refused:
        check_text("secret\x00", "note", 30, "note")
    assert "secret" not in str(refused.value) + refused.value.faults[0][1]

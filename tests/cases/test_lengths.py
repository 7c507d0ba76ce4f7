"""A text of a case is refused where it is too long or cannot be kept, with the remedy."""

from __future__ import annotations

from opennrm.cases.actions.lengths import LONGEST, refusal_of_length


def test_the_longest_text_may_be_kept_and_one_character_more_not() -> None:
    assert refusal_of_length("x" * LONGEST, "reasons") is None
    refusal = refusal_of_length("x" * (LONGEST + 1), "reasons")
    assert refusal is not None
    assert (refusal.code, refusal.field) == ("too_long", "reasons")
    assert "15,001" in refusal.because


def test_a_character_that_the_database_cannot_hold_is_refused() -> None:
    refusal = refusal_of_length("a\x00b", "text")
    assert refusal is not None
    assert refusal.code == "not_text"

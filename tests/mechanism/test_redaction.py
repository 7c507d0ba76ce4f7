"""What is held back is gone from what is given, wherever it stands, and the rest is given to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opennrm.mechanism.redaction import (
    Mark,
    Marked,
    Piece,
    Ruled,
    Span,
    as_written,
    given_of,
    sentences,
    spans_of_names,
    without_spans,
)

TEXT = "He came on Monday. His brother drove.\nThe room was locked."
PIECE = Piece("evidence:1", "evidence", "Evidence: police", (("From", "Ana Vale"),), TEXT)
EVERY = frozenset(Mark)


def given(piece: Piece = PIECE, *marks: Marked, held_back: frozenset[Mark] = EVERY, **names: tuple[Mark, str]):  # type: ignore[no-untyped-def]
    return given_of(piece, marks, held_back=held_back, text_hash="h", names=names)


def test_sentences_are_all_of_a_text_but_the_space_between() -> None:
    assert [TEXT[start:end] for start, end in sentences(TEXT)] == [
        *("He came on Monday.", "His brother drove.", "The room was locked.")
    ]
    assert sentences("") == []
    assert [end - start for start, end in sentences("one 3.5 two\n\n  three")] == [11, 5]


def test_a_span_is_left_out_and_its_reason_stands_there() -> None:
    one, withheld = given(PIECE, Marked(PIECE.key, Mark.THIRD_PARTY, "h", 19, 37))
    assert one.text == "He came on Monday. [Held back: it is about somebody else]\nThe room was locked."
    # With it goes who it came from: beside a text that is held back it would tell what the text did not.
    assert one.rows == (("From", "[Held back: it is about somebody else]"),)
    assert [(each.mark, each.start, each.end) for each in withheld] == [
        *((Mark.THIRD_PARTY, 19, 37), (Mark.THIRD_PARTY, 0, 8))
    ]
    assert not one.is_whole


@pytest.mark.proves("PRIV-08")
@pytest.mark.parametrize("mark", [Mark.SOURCE, Mark.THIRD_PARTY])
def test_a_mark_on_a_sentence_takes_out_who_it_came_from(mark: Mark) -> None:
    one, _withheld = given(PIECE, Marked(PIECE.key, mark, "h", 0, 18))
    assert "Ana Vale" not in f"{one}"
    told, _withheld = given(PIECE, Marked(PIECE.key, Mark.MEDICAL, "h", 0, 18))
    assert "Ana Vale" in f"{told}"


@pytest.mark.proves("PRIV-08")
def test_what_is_marked_by_rule_is_held_back_though_nobody_marked_it_unless_it_is_lifted() -> None:
    piece = replace(PIECE, ruled=(Ruled(Mark.SAFE_ADDRESS, 0, 18),))
    one, withheld = given(piece, held_back=frozenset())
    assert one.text.startswith("[Held back: it could tell where somebody is safe] His brother")
    assert [each.mark for each in withheld] == [Mark.SAFE_ADDRESS]
    lifted, _withheld = given_of(
        piece, (), held_back=EVERY, text_hash="h", names={}, lifted=frozenset({Mark.SAFE_ADDRESS})
    )
    assert lifted.text == TEXT


def test_a_whole_piece_leaves_no_title_no_rows_and_no_text() -> None:
    one, withheld = given(PIECE, Marked(PIECE.key, Mark.SOURCE, "h"))
    assert (one.title, one.rows, one.text) == (
        "A part that is held back", (), "[Held back: it could tell who gave information]",
    )  # fmt: skip
    assert withheld[0].title == "Evidence: police"


def test_a_mark_on_a_text_that_changed_since_holds_back_the_whole_piece() -> None:
    one, _withheld = given(PIECE, Marked(PIECE.key, Mark.MEDICAL, "another", 0, 4))
    assert "Monday" not in f"{one}"


def test_a_mark_that_is_not_held_back_holds_back_nothing() -> None:
    one, withheld = given(PIECE, Marked(PIECE.key, Mark.MEDICAL, "h"), held_back=frozenset({Mark.SOURCE}))
    assert (one.text, one.is_whole, withheld) == (TEXT, True, [])


def test_names_are_taken_out_of_titles_rows_and_texts() -> None:
    piece = Piece("task:1", "notes", "Ring ANA vale", (("From", "Vale, Ana"),), "Ana\nVálé said: Anavale is a town.")
    one, withheld = given_of(piece, (), held_back=EVERY, text_hash="h", names={"Ana Vale": (Mark.THIRD_PARTY, "[X]")})
    assert (one.title, one.rows, one.text) == ("Ring [X]", (("From", "[X]"),), "[X] said: Anavale is a town.")
    assert len(withheld) == 3


@pytest.mark.parametrize("hidden", ["A\u00adna Vale", "Ana \u200bVale", "A\u0301na Vale", "Ána\r\nVale"])
def test_a_name_is_found_through_signs_that_nobody_sees(hidden: str) -> None:
    assert spans_of_names(as_written(hidden), {"Ána Vale": (Mark.THIRD_PARTY, "")})


def test_spans_that_touch_each_other_are_one_and_none_reaches_beyond_the_text() -> None:
    text, taken = without_spans(
        "abcdef", [Span(1, 3, Mark.SOURCE, "-"), Span(2, 99, Mark.MEDICAL, "+"), Span(5, 2, Mark.SOURCE, "?")]
    )
    assert (text, [(each.start, each.end) for each in taken]) == ("a-", [(1, 6)])


def test_a_marked_sentence_says_whose_it_is_by_pseudonym() -> None:
    marked = Marked(PIECE.key, Mark.THIRD_PARTY, "h", 19, 37, ("Ben Roe",))
    stands = "[Held back: it is about somebody else (QX7)]"
    one, _withheld = given_of(
        PIECE, [marked], held_back=EVERY, text_hash="h", names={"Ben Roe": (Mark.THIRD_PARTY, stands)}
    )
    assert "(QX7)" in one.text

"""What is looked at before an anonymous notification leaves."""

from __future__ import annotations

import pytest

from opennrm.duty_to_notify.review import findings, refusal_of_words


def test_what_was_found_is_told_by_question_and_harmless_words_are_not() -> None:
    answers = {"notified_what_happened": "Then Ana rang 020 7946 0777.", "refusal_in_words": "They are afraid."}
    (found,) = findings(answers)
    assert found.question_key == "notified_what_happened"
    assert [trace.words for trace in found.traces] == ["020 7946 0777"]
    assert found.hints == ("Ana",)


def test_the_words_of_a_named_notification_are_not_searched() -> None:
    assert findings({"named_what_happened": "Then Ana rang 020 7946 0777."}) == []


@pytest.mark.parametrize(
    ("words", "considered", "code"),
    [
        ("They were afraid.", True, None),
        ("They were afraid.", False, "not_considered"),
        ("Then Ana came.", True, None),
        ("Ring 020 7946 0777.", True, "identifies_somebody"),
    ],
)
def test_what_has_a_form_stops_it_and_what_looks_like_a_name_is_for_the_sender_to_judge(
    words: str, considered: bool, code: str | None
) -> None:
    refusal = refusal_of_words({"notified_what_happened": words}, considered=considered)
    assert (refusal.code if refusal else None) == code

"""What is looked at before an anonymous notification leaves."""

from __future__ import annotations

import pytest

from opennrm.duty_to_notify.review import findings, refusal_of_words, said_harmless


def test_what_was_found_is_told_by_question_and_harmless_words_are_not() -> None:
    answers = {"notified_what_happened": "Then Ana rang 020 7946 0777.", "refusal_in_words": "They are afraid."}
    (found,) = findings(answers)
    assert found.question_key == "notified_what_happened"
    assert [trace.words for trace in found.sure] == ["020 7946 0777"]
    assert [trace.words for trace in found.doubtful] == ["Ana"]


def test_the_words_of_a_named_notification_are_not_searched() -> None:
    assert findings({"named_what_happened": "Then Ana rang 020 7946 0777."}) == []


def test_words_in_a_list_of_entries_are_searched_as_well() -> None:
    (found,) = findings({"notified_what_happened": [{"who": "a man called mehmet"}, {"who": "nobody"}]})
    assert [trace.words for trace in found.doubtful] == ["mehmet"]


@pytest.mark.parametrize(
    ("words", "considered", "harmless", "code"),
    [
        ("They were afraid.", True, (), None),
        ("They were afraid.", False, (), "not_considered"),
        ("Then Ana came.", True, (), "not_judged"),
        ("Then Ana came with Marek.", True, ("Ana",), "not_judged"),
        ("Then Ana came with Marek.", True, ("Ana", "Marek"), None),
        ("Ring 020 7946 0777.", True, ("020 7946 0777",), "identifies_somebody"),
    ],
)
def test_what_surely_identifies_stops_it_and_the_rest_is_for_the_sender_to_judge(
    words: str, considered: bool, harmless: tuple[str, ...], code: str | None
) -> None:
    refusal = refusal_of_words({"notified_what_happened": words}, considered=considered, harmless=harmless)
    assert (refusal.code if refusal else None) == code


def test_the_history_is_told_kinds_and_no_words() -> None:
    answers = {"notified_what_happened": "Ana and Marek left Boston.", "refusal_in_words": "On 3 March she said no."}
    assert sorted(said_harmless(answers)) == ["exact_day", "name", "name", "place"]

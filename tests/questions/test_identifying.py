"""What in a text could identify somebody: what has a form is found, and capitalised words are pointed out."""

from __future__ import annotations

import pytest

from opennrm.questions.identifying import traces_of_identity, words_like_names


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("Ring 07700 900123 after six", "a long number", "07700 900123"),
        ("Ring 020 7946 0123 after six", "a phone number", "020 7946 0123"),
        ("Write to a.b@c.example now", "an e-mail address", "a.b@c.example"),
        ("It is on www.shop.example/ana", "a web address", "www.shop.example/ana"),
        ("The picture is in scan-3.JPG", "a file name", "scan-3.JPG"),
        ("They slept at S1 2HH", "a postcode", "S1 2HH"),
        ("They slept at ls11ur", "a postcode", "ls11ur"),
        ("They slept at 12 high street", "an address", "12 high street"),
        ("They slept in 7b Lantern House", "an address", "7b Lantern House"),
        ("Passport AB1234567", "a long number", "AB1234567"),
    ],
)
def test_what_has_a_form_is_found(text: str, what: str, words: str) -> None:
    assert [(trace.what, trace.words) for trace in traces_of_identity(text)] == [(what, words)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "They worked twelve hours a day from 2019 to 2021 for 300 pounds a month.",
        "There were 3 houses on the way, with 15,000 pounds of debt.",
        "2 men came at 6 in the morning, in court it was 3 days.",
    ],
)
def test_harmless_words_have_no_such_form(text: str) -> None:
    assert traces_of_identity(text) == []


@pytest.mark.parametrize(
    ("text", "hinted"),
    [
        ("Then Ana Kowalska came.", ["Ana", "Kowalska"]),
        ("Marek told her. He paid.", ["Marek"]),
        ("The Vietnamese women came to England in March.", []),
        ("She was locked in. Locked doors, long hours.", []),
        ("They worked at the Lantern, with O’Neill.", ["Lantern", "O’Neill"]),
    ],
)
def test_capitalised_words_are_pointed_out(text: str, hinted: list[str]) -> None:
    assert words_like_names(text) == hinted

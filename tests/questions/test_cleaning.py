"""Each kind of question: what is taken, what is refused, and with which words."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.questions.cleaning import CLEANERS
from opennrm.questions.question import Choice, Kind, Question
from opennrm.questions.wrong import Wrong
from tests.questions.edits import TODAY

CHOICES = (Choice("a", "Apple"), Choice("b", "Bread"), Choice("none", "None of these", alone=True))


def _question(kind: Kind, **more: Any) -> Question:
    return Question(key="it", ask="It?", kind=kind, called="thing asked", **more)


def _clean(question: Question, *sent: str) -> Any:
    return CLEANERS[question.kind](question, {"it": list(sent)}, TODAY)


def test_every_kind_has_a_cleaner() -> None:
    assert set(CLEANERS) == set(Kind) - {Kind.ENTRIES}  # each field of an entry has its own


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123",
        "07700900999",
        "+44 7700 900 123",
        "020 7946 0958",
        "(020) 7946 0001",
        "01632 960001",
        "0113 496 0000",
        "029 2018 0123",
        "028 9649 6999",
        "0808 157 0123",
        "03069 990123",
        "0300 123 1234",
        "+355 4 222 2222",
        "0034 912 34 56 78",
    ],
)
def test_a_full_phone_number_is_taken_as_typed(number: str) -> None:
    assert _clean(_question(Kind.PHONE), f" {number} ") == number


@pytest.mark.parametrize("number", ["999", "101", "12345", "not a phone", "020 7946", "07700 9001234567", "+999 123"])
def test_what_is_no_phone_number_is_refused_with_an_example(number: str) -> None:
    with pytest.raises(Wrong) as refused:
        _clean(_question(Kind.PHONE), number)
    assert refused.value.faults[0][1].startswith("Enter the thing asked as a full phone number, such as")


@pytest.mark.parametrize("address", ["ana@team.example", "a.b+c@mail.team.example", "zoë@team.example"])
def test_an_email_address_is_taken(address: str) -> None:
    assert _clean(_question(Kind.EMAIL), f"{address} ") == address


@pytest.mark.parametrize("address", ["ana", "ana@", "@team.example", "ana@team", "a b@team.example", "a@b@c.example"])
def test_what_is_no_email_address_is_refused(address: str) -> None:
    with pytest.raises(Wrong) as refused:
        _clean(_question(Kind.EMAIL), address)
    assert "such as name@organisation.example" in refused.value.faults[0][1]


@pytest.mark.parametrize("postcode", ["SW1A 2AA", "sw1a2aa", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "GIR 0AA"])
def test_a_postcode_is_taken_as_typed(postcode: str) -> None:
    assert _clean(_question(Kind.POSTCODE), postcode) == postcode


@pytest.mark.parametrize("postcode", ["SW1A", "12345", "SW1A 2CA", "SW1A  2AA", "ABC 1AA"])
def test_what_is_no_postcode_is_refused(postcode: str) -> None:
    with pytest.raises(Wrong) as refused:
        _clean(_question(Kind.POSTCODE), postcode)
    assert "full UK postcode" in refused.value.faults[0][1]


@pytest.mark.parametrize(("typed", "number"), [("3", 3), (" 12 ", 12), ("0", 0), ("007", 7)])
def test_a_whole_number_is_taken(typed: str, number: int) -> None:
    assert _clean(_question(Kind.NUMBER), typed) == number


@pytest.mark.proves("15.3.5")
@pytest.mark.parametrize("typed", ["three", "-1", "1.5", "1e3", "٣", "9999999999"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(Wrong) as refused:
        _clean(_question(Kind.NUMBER), typed)
    assert refused.value.faults == (("it", "The thing asked must be a whole number in digits, such as 3"),)


@pytest.mark.parametrize("sent", [("c",), ("a", "b"), ("A",), ("a\x00",)])
def test_one_choice_must_be_one_of_those_listed(sent: tuple[str, ...]) -> None:
    with pytest.raises(Wrong) as refused:
        _clean(_question(Kind.RADIOS, choices=CHOICES), *sent)
    assert "thing asked" in refused.value.faults[0][1]


def test_several_choices_are_kept_in_the_order_of_the_list() -> None:
    assert _clean(_question(Kind.CHECKBOXES, choices=CHOICES), "b", "a", "b") == ["a", "b"]


@pytest.mark.parametrize(("sent", "said"), [(("a", "none"), "not both"), (("a", "x"), "only from the answers listed")])
def test_choices_that_exclude_each_other_or_are_unknown_are_refused(sent: tuple[str, ...], said: str) -> None:
    with pytest.raises(Wrong) as refused:
        _clean(_question(Kind.CHECKBOXES, choices=CHOICES), *sent)
    assert said in refused.value.faults[0][1]


@pytest.mark.parametrize(
    ("sent", "code"), [("vietnamese", "vietnamese"), ("Vietnamese", "vietnamese"), ("viet nam", "vietnamese")]
)
def test_a_lookup_takes_a_code_a_label_or_another_name(sent: str, code: str) -> None:
    assert _clean(_question(Kind.LOOKUP, list_name="nationalities"), "", sent) == code


@pytest.mark.parametrize(
    ("list_name", "sent", "said"),
    [
        ("nationalities", "Martian", "nothing in it is written as you typed it"),
        ("nationalities", "guinea", "is none in full"),
        ("councils", "Cumbria County Council", "no longer exists: choose Cumberland Council or Westmorland and"),
        ("overseas_countries", "GB", "nothing in it"),
    ],
)
def test_what_is_not_offered_in_a_lookup_is_refused_with_a_remedy(list_name: str, sent: str, said: str) -> None:
    with pytest.raises(Wrong) as refused:
        _clean(_question(Kind.LOOKUP, list_name=list_name), sent)
    assert said in refused.value.faults[0][1]


def test_a_lookup_of_many_keeps_each_once_up_to_its_limit() -> None:
    towns = _question(Kind.LOOKUP, list_name="uk_towns", many=2)
    assert _clean(towns, "leeds", "", "Leeds", "york") == ["leeds", "york"]
    with pytest.raises(Wrong) as refused:
        _clean(towns, "leeds", "york", "bath")
    assert refused.value.faults == (("it", "Choose at most 2 entries for the thing asked"),)


def test_a_text_of_one_line_refuses_a_second() -> None:
    with pytest.raises(Wrong) as refused:
        _clean(_question(Kind.TEXT), "one\r\ntwo")
    assert refused.value.faults == (("it", "Put the thing asked on one line"),)


def test_an_address_names_every_line_that_is_wrong() -> None:
    sent = {"it-line_1": [""], "it-line_2": ["x" * 251], "it-town": ["Leeds"], "it-postcode": ["LS1"]}
    with pytest.raises(Wrong) as refused:
        CLEANERS[Kind.ADDRESS](_question(Kind.ADDRESS), sent, TODAY)
    assert [field for field, _told in refused.value.faults] == ["it-line_1", "it-line_2", "it-postcode"]
    assert refused.value.faults[0][1] == "Enter the first line of the thing asked"


def test_an_address_is_kept_as_typed_without_its_empty_lines() -> None:
    sent = {"it-line_1": ["1 High St "], "it-line_2": [""], "it-town": ["Leeds"], "it-postcode": ["ls1 1aa"]}
    kept = CLEANERS[Kind.ADDRESS](_question(Kind.ADDRESS), sent, TODAY)
    assert kept == {"line_1": "1 High St ", "town": "Leeds", "postcode": "ls1 1aa"}

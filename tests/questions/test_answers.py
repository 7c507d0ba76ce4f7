"""From what a browser sent to answers: a page, a whole referral, not known, and a round trip."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opennrm.questions.answers import CleanPage, clean_answers, clean_page
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import as_submitted
from tests.questions.edits import TODAY, adult, child

CHILD = {"age_answer": "under_18"}


def _clean(slug: str, submitted: dict[str, list[str]], answers: dict[str, Any] | None = None) -> CleanPage:
    return clean_page(CATALOGUE, CATALOGUE.page(slug), submitted, answers=answers or CHILD, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "One line",
        "Two\r\nlines\r\n\r\nand a paragraph",
        "  blanks kept  ",
        "\r\n a first empty line",
        "https://example.org/a?b=c",
        "<script>alert(1)</script> & “quotes” ’",
        "名字 Zoë 👩‍👧",
        "tabs\tand\x0bcontrol\x07 characters",
    ],
)
def test_text_is_kept_exactly_as_sent_and_sent_again_the_same(text: str) -> None:
    page = _clean("what-they-had-to-do", {"exploitation_required": [text]})
    assert page.values == {"exploitation_required": text}
    again = as_submitted(CATALOGUE.question("exploitation_required"), page.values["exploitation_required"])
    assert _clean("what-they-had-to-do", again).values == page.values


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "ok \udfff"])
def test_a_character_that_cannot_be_kept_is_refused_by_the_name_of_its_field(text: str) -> None:
    page = _clean("what-they-had-to-do", {"exploitation_required": [text]})
    (error,) = page.errors
    assert error.field_id == "exploitation_required"
    assert "account of what they had to do holds a character" in error.message
    assert page.typed == {"exploitation_required": [text]}


def test_a_text_over_the_limit_is_an_error_and_nothing_of_it_is_lost() -> None:
    text = "x" * 15_003
    page = _clean("what-they-had-to-do", {"exploitation_required": [text]})
    assert page.values == {}
    assert page.typed["exploitation_required"] == [text]
    assert page.errors[0].message.endswith("must be 15,000 characters or fewer. It has 15,003: shorten it by 3")


def test_a_line_break_counts_as_one_character() -> None:
    text = "\r\n".join("x" * 100 for _line in range(148)) + "\r\n" + "x" * 53
    assert len(text.replace("\r\n", "\n")) == 15_001
    assert _clean("what-they-had-to-do", {"exploitation_required": [text]}).errors
    assert not _clean("what-they-had-to-do", {"exploitation_required": [text[:-1]]}).errors


def test_not_known_with_a_reason_is_an_answer() -> None:
    page = _clean("date-of-birth", {"date_of_birth-not_known": ["Not asked, because she was in pain"]})
    assert page.values == {"date_of_birth": {"not_known": "Not asked, because she was in pain"}}


def test_an_answer_and_a_reason_why_it_is_not_known_exclude_each_other() -> None:
    page = _clean("name", {"first_name": ["Ana"], "first_name-not_known": ["?"], "last_name": ["B"]})
    (error,) = page.errors
    assert error.field_id == "first_name-not_known"
    assert "not both" in error.message
    assert page.values == {"last_name": "B"}


@pytest.mark.parametrize("blank", [[""], ["  \r\n "], []])
def test_blank_is_no_answer_and_the_error_names_the_field(blank: list[str]) -> None:
    page = _clean("name", {"first_name": blank or [""], "last_name": ["B"]})
    assert [error.message for error in page.errors] == ["Enter the first name, or say why it is not known"]


def test_what_may_be_left_out_is_left_out_without_an_error() -> None:
    page = _clean("name", {"first_name": ["A"], "last_name": ["B"], "other_names": [""]})
    assert (page.errors, set(page.values)) == ([], {"first_name", "last_name"})


def test_a_question_that_is_not_asked_is_not_read() -> None:
    page = _clean("home-office-reference", {"has_home_office_reference": ["no"], "home_office_reference": ["A1"]})
    assert page.values == {"has_home_office_reference": "no"}
    page = _clean("how-consent-was-given", {"consent_given_how": ["signed"]})
    assert page.values == {}


def test_an_earlier_answer_of_the_same_page_does_not_count() -> None:
    answers = {**CHILD, "has_home_office_reference": "yes", "home_office_reference": "A1"}
    page = _clean("home-office-reference", {"has_home_office_reference": ["no"]}, answers)
    assert page.values == {"has_home_office_reference": "no"}


def test_every_required_question_left_empty_says_what_to_do() -> None:
    answers = adult()
    for _section, page in CATALOGUE.pages:
        for error in clean_page(CATALOGUE, page, {}, answers=answers, today=TODAY).errors:
            assert error.message.startswith(("Choose ", "Enter ", "Confirm "))
            assert error.field_id.startswith(error.question_key)


@pytest.mark.parametrize("answers", [adult(), child()])
def test_a_whole_referral_given_at_once_passes_unchanged(answers: dict[str, Any]) -> None:
    clean = clean_answers(CATALOGUE, answers, today=TODAY)
    assert (clean.errors, clean.values) == ([], answers)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("shoe_size", "42", "There is no question with the key 'shoe_size'"),
        ("consent_given_how", "signed", "is not asked with these answers"),
        ("gender", 3, "not in the form"),
        ("date_of_birth", "yesterday", "not in the form"),
        ("exploitation_components", "other", "not in the form"),
        ("gender", "blue", "Choose one of the answers listed for the gender"),
        ("first_name", None, "Enter the first name"),
    ],
)
def test_what_is_wrong_in_a_whole_referral_is_named(key: str, value: Any, said: str) -> None:
    given = {**child(), key: value}
    if value is None:
        del given[key]
    (error,) = clean_answers(CATALOGUE, given, today=TODAY).errors
    assert error.question_key == key
    assert said in error.message


def test_a_date_is_judged_by_the_day_it_is_sent_on() -> None:
    submitted = {"date_of_birth-day": ["2"], "date_of_birth-month": ["5"], "date_of_birth-year": ["2026"]}
    page = CATALOGUE.page("date-of-birth")
    assert clean_page(CATALOGUE, page, submitted, answers=CHILD, today=TODAY).errors
    assert not clean_page(CATALOGUE, page, submitted, answers=CHILD, today=date(2026, 5, 2)).errors

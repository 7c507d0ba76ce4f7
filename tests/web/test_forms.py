"""Questions become fields that keep what was typed and say what is wrong where it is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.entries import page_of_entry
from opennrm.questions.inputs import field_names
from opennrm.questions.question import Kind, Page, Question
from opennrm.web.errors import PageError
from opennrm.web.forms import page_of_questions

ON = date(2026, 3, 2)


def _drawn(question: Question, typed: dict[str, list[str]], *wrong: PageError) -> html.HtmlElement:
    page = Page(slug="page", title="Title", questions=(question,))
    return html.fragment_fromstring(str(page_of_questions(page, typed, wrong, answers={}, on=ON)), create_parent="main")


def _town(many: int = 1) -> Question:
    return Question(key="town", ask="Town", kind=Kind.LOOKUP, called="town", list_name="uk_towns", many=many)


@pytest.mark.parametrize("page", [page for _, page in CATALOGUE.pages], ids=lambda page: page.slug)
def test_every_page_of_the_catalogue_is_drawn_with_every_input_and_no_id_twice(page: Page) -> None:
    page = page_of_entry(page.entries) if page.entries else page  # the page of a list is that of its entries
    asked = [question for question in page.questions if question.only_if is None]
    drawn = html.fragment_fromstring(str(page_of_questions(page, {}, [], answers={}, on=ON)), create_parent="main")
    names = set(drawn.xpath("//@name"))
    for question in asked:
        assert set(field_names(question)) <= names
    ids = drawn.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(drawn.xpath("//h1")) == 1


def test_what_only_one_answer_asks_for_stands_inside_it_once_earlier_answers_leave_no_other_reason() -> None:
    page = CATALOGUE.page("who-receives-the-decision")
    inside = '//*[contains(@class, "govuk-radios__conditional")]//input[@name="decision_contact_name"]'
    for age, times in (("adult", 1), ("under_18", 0)):
        drawn = html.fromstring(f"<div>{page_of_questions(page, {}, [], answers={'age_answer': age}, on=ON)}</div>")
        assert len(drawn.xpath(inside)) == times
        assert len(drawn.xpath('//input[@name="decision_contact_name"]')) == 1


def test_one_question_is_the_heading_of_its_page() -> None:
    drawn = _drawn(Question(key="first_name", ask="First name", kind=Kind.TEXT, called="first name"), {})
    assert drawn.xpath("string(//h1/label)") == "First name"


def test_what_fits_several_entries_comes_back_as_a_choice_with_room_for_another() -> None:
    drawn = _drawn(_town(), {"town": ["newp"]}, PageError("Choose one of them", "town"))
    assert 1 < len(drawn.xpath("//input[@type='radio'][@value!='']")) <= 15
    assert "newp" in drawn.text_content()
    assert drawn.xpath("//a/@href") == ["#town"]
    assert drawn.xpath("//*[@id='town']/@type") == ["radio"]
    assert drawn.xpath("//input[@type='text']/@value") == [""]


def test_a_village_typed_by_a_name_that_others_have_too_comes_back_as_a_choice_of_all() -> None:
    place = Question(key="town", ask="Town", kind=Kind.LOOKUP, called="town", list_name="uk_places")
    drawn = _drawn(place, {"town": ["bangor"]}, PageError("Choose one of them", "town"))
    assert drawn.xpath("//input[@type='radio'][@value!='']/@value")[:3] == [
        "bangor_near_llandudno",
        "bangor_near_newtownards",
        "bangor_which_one_is_not_known",
    ]


def test_what_fits_nothing_stays_as_it_was_typed() -> None:
    assert _drawn(_town(), {"town": ["Xyzzy "]}).xpath("//input/@value") == ["Xyzzy "]


def test_several_entries_keep_those_that_are_settled_and_offer_those_that_are_not() -> None:
    drawn = _drawn(_town(many=5), {"town": ["Xyzzy", "newp"]}, PageError("Choose", "town"))
    assert drawn.xpath("//input[@type='text']/@value")[0] == "Xyzzy"
    assert drawn.xpath("//*[@id='town']/@type") == ["text"]
    assert drawn.xpath("//input[@type='checkbox']")


def test_a_reason_opens_when_it_is_given_or_wrong() -> None:
    question = Question(key="name", ask="Name", kind=Kind.TEXT, called="name", not_known=True)
    assert not _drawn(question, {}).xpath("//details[@open]")
    assert _drawn(question, {"name-not_known": ["She will not say"]}).xpath("//details[@open]//textarea")
    assert _drawn(question, {}, PageError("Too long", "name-not_known")).xpath("//details[@open]")


def test_an_answer_is_never_kept_in_memory() -> None:
    from opennrm.web.components import upstream

    upstream._remembered.cache_clear()
    question = Question(key="name", ask="Name", kind=Kind.TEXT, called="name", not_known=True)
    _drawn(question, {"name": ["Ada"], "name-not_known": ["Ada"]}, PageError("Wrong", "name"))
    assert upstream._remembered.cache_info().currsize == 0

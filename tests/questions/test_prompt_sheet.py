"""A prompt sheet holds every question that its journey can come to, and says when a question is asked at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import Is, all_of, answered, any_of, is_, not_
from opennrm.questions.journey import questions_that_apply
from opennrm.questions.prompt_sheet import Asked, Sheet, prompt_sheet, what_is_open
from opennrm.questions.question import Question
from tests.questions.edits import adult, anonymous, child, named

JOURNEYS = {
    Sheet.ADULT: (adult, {"decision_by": ["post"]}, {"still_in_situation": "no"}, {"support_wanted": "no"}),
    Sheet.CHILD: (child, {"still_in_situation": "no"}, {"has_evidence": "no"}),
    Sheet.ANONYMOUS: (anonymous, {"notified_place_known": "no"}, {"notified_nationality_known": "no"}),
    Sheet.NAMED: (named, {"notified_contact": "phone"}, {"notified_contact": "email"}),
}


def asked_in(sheet: Sheet) -> dict[int, Asked]:
    return {asked.number: asked for section in prompt_sheet(CATALOGUE, sheet) for asked in section.asked}


def keys_in(sheet: Sheet) -> set[str]:
    keys = list(CATALOGUE.questions)
    return {keys[number - 1] for number in asked_in(sheet)}


@pytest.mark.parametrize("sheet", list(Sheet))
def test_every_question_that_a_journey_asks_stands_on_its_sheet(sheet: Sheet) -> None:
    journey, *ways = JOURNEYS[sheet]
    for chosen in ({}, *ways):
        applying = {placed.question.key for placed in questions_that_apply(CATALOGUE, journey(**chosen))}
        assert applying <= keys_in(sheet)


def test_a_sheet_that_names_nobody_asks_for_no_name() -> None:
    assert not {"first_name", "referrer_phone", "notified_first_name", "notified_phone"} & keys_in(Sheet.ANONYMOUS)
    assert "consent_to_referral" not in keys_in(Sheet.CHILD)
    assert "naming_explained" not in keys_in(Sheet.ADULT)


def test_what_is_asked_only_for_some_says_when_in_the_words_of_the_sheet() -> None:
    adults = {asked.ask: asked for asked in asked_in(Sheet.ADULT).values()}
    assert (
        adults["Into which language?"].only_if == f"question {adults['Do they need an interpreter?'].number} is “Yes”"
    )
    assert adults["First name"].only_if == ""
    assert adults["First name"].not_known
    assert adults["How does the person describe their gender?"].boxes[0] == "Female"
    assert adults["How does the person describe their gender?"].lines == 0
    assert adults["When did it happen?"].lines == 8


def test_a_new_question_stands_on_the_sheet_by_itself() -> None:
    section = CATALOGUE.sections[-2]
    new = replace(section.pages[0].questions[0], key="asked_anew", ask="Asked anew?")
    page = replace(section.pages[0], slug="anew", questions=(new,))
    changed = replace(section, pages=(*section.pages, page))
    catalogue = replace(CATALOGUE, sections=(*CATALOGUE.sections[:-2], changed, CATALOGUE.sections[-1]))
    asked = [each.ask for part in prompt_sheet(catalogue, Sheet.ANONYMOUS) for each in part.asked]
    assert isinstance(new, Question)
    assert "Asked anew?" in asked


def test_what_is_settled_is_taken_out_of_a_condition() -> None:
    still = Is("b", ("yes",))
    assert what_is_open(is_("a", "yes"), {"a": "yes"}) is True
    assert what_is_open(not_(is_("a", "yes")), {"a": "yes"}) is False
    assert what_is_open(all_of(is_("a", "yes"), still), {"a": "yes"}) == still
    assert what_is_open(all_of(is_("a", "no"), still), {"a": "yes"}) is False
    assert what_is_open(any_of(is_("a", "no"), still), {"a": "yes"}) == still
    assert what_is_open(any_of(answered("a"), still), {"a": "yes"}) is True
    assert what_is_open(still, {}, {"b"}) is False
    assert what_is_open(all_of(still, still), {}) == still

"""The catalogue as it is today: what must be true of it whatever is asked."""

import re

from opennrm.questions.catalogue import CATALOGUE, VERSION
from opennrm.questions.conditions import holds, parts_of
from opennrm.questions.question import Kind
from tests.questions.edits import anonymous

ASKED = [*CATALOGUE.questions.values(), *(field for _list, field in CATALOGUE.fields.values())]

TOLD = {part.key for each in CATALOGUE.pages if each[1].entries for part in parts_of(each[1].only_if)}
"""The questions whose yes leads to a list."""


def test_its_version_is_that_of_its_newest_question() -> None:
    assert CATALOGUE.version == VERSION == max(question.since for question in ASKED)


def test_every_narrative_of_what_happened_can_be_left_as_not_known() -> None:
    section = next(each for each in CATALOGUE.sections if each.slug == "exploitation")
    texts = [each for page in section.pages for each in page.questions if each.kind is Kind.TEXTAREA]
    assert [each.key for each in texts if each.required and not each.not_known] == ["exploitation_other_details"]


def test_no_question_asks_for_the_address_where_the_person_lives() -> None:
    assert [each.key for each in CATALOGUE.questions.values() if each.kind is Kind.ADDRESS] == [
        "decision_address",
        "notified_address",
    ]


def test_every_short_choice_is_shown_and_every_long_list_is_looked_up() -> None:
    assert all(len(each.choices) <= 20 for each in ASKED)


def test_no_two_questions_are_called_the_same() -> None:
    called = [each.called for each in ASKED]
    assert len(called) == len(set(called))


def test_nothing_that_came_with_the_lists_must_be_told() -> None:
    """Whoever has nothing to add, or should not ask, goes on: only what a yes or no led to is asked for."""
    forced = [each.key for each in CATALOGUE.questions.values() if each.since == 3 and each.required]
    assert forced == ["why_told_now", "notified_address"]


def test_no_list_is_asked_where_nobody_may_be_referred() -> None:
    lists = [each for each in CATALOGUE.placed if each.question.kind is Kind.ENTRIES]
    assert len(lists) == 10
    assert all(not holds(each.only_if, anonymous() | {key: "yes" for key in TOLD}) for each in lists)


def test_the_words_are_spelt_out() -> None:
    short = re.compile(r"\b(NRM|DtN|FR|PV|RG|CG|LA|HO)\b")
    for section, page in CATALOGUE.pages:
        words = [section.title, page.title, page.warning, *page.text]
        asked = [each for question in page.questions for each in (question, *question.fields)]
        words += [text for each in asked for text in (each.ask, each.hint, each.because, each.called, each.entry)]
        assert not [text for text in words if short.search(text)]

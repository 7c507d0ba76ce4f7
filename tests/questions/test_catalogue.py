"""The catalogue as it is today: what must be true of it whatever is asked."""

import re

from opennrm.questions.catalogue import CATALOGUE, VERSION
from opennrm.questions.question import Kind


def test_its_version_is_that_of_its_newest_question() -> None:
    assert CATALOGUE.version == VERSION == max(question.since for question in CATALOGUE.questions.values())


def test_every_narrative_of_what_happened_can_be_left_as_not_known() -> None:
    section = next(each for each in CATALOGUE.sections if each.slug == "exploitation")
    texts = [each for page in section.pages for each in page.questions if each.kind is Kind.TEXTAREA]
    assert [each.key for each in texts if not each.not_known] == ["exploitation_other_details"]


def test_no_question_asks_for_the_address_where_the_person_lives() -> None:
    assert [each.key for each in CATALOGUE.questions.values() if each.kind is Kind.ADDRESS] == ["decision_address"]


def test_every_short_choice_is_shown_and_every_long_list_is_looked_up() -> None:
    assert all(len(each.choices) <= 20 for each in CATALOGUE.questions.values())


def test_no_two_questions_are_called_the_same() -> None:
    called = [each.called for each in CATALOGUE.questions.values()]
    assert len(called) == len(set(called))


def test_the_words_are_spelt_out() -> None:
    short = re.compile(r"\b(NRM|DtN|FR|PV|RG|CG|LA|HO)\b")
    for section, page in CATALOGUE.pages:
        words = [section.title, page.title, page.warning, *page.text]
        words += [text for each in page.questions for text in (each.ask, each.hint, each.because, each.called)]
        assert not [text for text in words if short.search(text)]

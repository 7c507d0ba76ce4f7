"""Paper and page carry the same numbers, whichever way a journey goes."""

from __future__ import annotations

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.numbering import number_of, numbers_on, page_with
from opennrm.questions.prompt_sheet import Sheet, prompt_sheet


def test_numbers_count_through_the_catalogue_without_a_gap() -> None:
    numbers = [number_of(CATALOGUE, key) for key in CATALOGUE.questions]
    assert numbers == list(range(1, len(CATALOGUE.questions) + 1))


def test_every_number_leads_to_the_page_that_shows_it() -> None:
    for placed in CATALOGUE.placed:
        number = number_of(CATALOGUE, placed.question.key)
        assert page_with(CATALOGUE, number) == placed.page
        shown = numbers_on(CATALOGUE, placed.page)
        assert shown is not None
        assert shown[0] <= number <= shown[1]
        assert shown[1] - shown[0] + 1 == len(placed.page.questions)


def test_what_is_no_number_leads_nowhere_and_a_page_that_only_tells_has_none() -> None:
    assert page_with(CATALOGUE, 0) is None
    assert page_with(CATALOGUE, len(CATALOGUE.questions) + 1) is None
    assert numbers_on(CATALOGUE, CATALOGUE.page("what-is-notified")) is None


def test_a_sheet_has_the_numbers_of_the_pages() -> None:
    keys = list(CATALOGUE.questions)
    for sheet in Sheet:
        for section in prompt_sheet(CATALOGUE, sheet):
            for asked in section.asked:
                assert CATALOGUE.question(keys[asked.number - 1]).ask == asked.ask

"""Nothing that the official form asks is missing here: every field has its place, and every place is there.

Somebody who changes from the official form looks up where its questions went.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from opennrm.questions import official_form
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.official_form import OfficialField, official_fields, official_form_page, without_a_place


def test_every_field_of_the_official_form_has_its_place() -> None:
    assert len(official_fields()) == 156
    assert without_a_place() == []


def test_the_page_says_so_and_names_every_field() -> None:
    page = official_form_page()
    assert "156 of 156 fields" in page
    assert all(f"| `{each.field}` |" in page for each in official_fields())


def test_a_question_that_is_asked_no_longer_is_missed() -> None:
    without = tuple(section for section in CATALOGUE.sections if section.slug != "background")
    found = without_a_place(replace(CATALOGUE, sections=without))
    assert "birthplace is said to stand in birthplace, which is not asked." in found


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        (OfficialField("/a", "b", "all", (), ("age_answer",)), "/a b has no place here."),
        (OfficialField("/a", "b", "DtN", ("age_answer",), ()), "/a b has no place here."),
        (OfficialField("/a", "b", "adult NRM", ("account:shoes",), ()), "b is said to be known from account:shoes"),
        (OfficialField("/a", "b", "adult NRM", ("gender=blue",), ()), "b is said to be an option of gender=blue"),
    ],
)
def test_a_planted_gap_is_found(monkeypatch: pytest.MonkeyPatch, planted: OfficialField, told: str) -> None:
    monkeypatch.setattr(official_form, "official_fields", lambda: (planted,))
    assert [each[: len(told)] for each in without_a_place()] == [told]


def test_what_a_notification_without_a_name_holds_of_it_is_never_more_than_codes_and_checked_words() -> None:
    only_named = {"notified_first_name", "notified_address", "notified_second_nationality", "named_what_happened"}
    found = {target for each in official_fields() for target in each.in_notification}
    assert only_named <= found
    assert not found & {"staying_town", "birthplace", "first_name", "exploiters"}

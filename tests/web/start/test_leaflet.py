"""Somebody prints the leaflet, reads it with the person, and leaves it with them: it says nothing of who they are."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from opennrm.web.languages import Language, for_person
from opennrm.web.start.leaflet import address, printed, to_fill_in, words

pytestmark = pytest.mark.django_db
ENDS_READING = "Those it was sent to can no longer open it."


@pytest.mark.parametrize("language", for_person, ids=lambda each: each.code)
def test_it_is_there_for_anybody_in_each_language_and_sets_no_cookie(language: Language) -> None:
    answer = Client().get(address("leaflet", language))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'lang="{language.code}" dir="{language.direction}"' in page
    assert not answer.cookies
    assert "govuk-frontend.rtl" in page if language.right_to_left else "govuk-frontend.rtl" not in page
    for other in for_person:
        assert (f'href="{address("leaflet", other)}"' in page) is (other is not language)


def test_it_tells_of_each_consent_and_of_the_right_to_say_no() -> None:
    page = Client().get("/leaflet/").content.decode()
    for said in ("The referral:", "Support:", "Contact with the police:", "Sharing what you told:", "You may say no."):
        assert said in page
    assert "08000 121 700" in page


def test_it_tells_what_a_no_to_sharing_ends(settings: Any) -> None:
    """She says no to sharing, and knows before that she gets no support by it, and who can still open what they had."""
    page = Client().get("/leaflet/").content.decode()
    assert "there is no support through the referral" in page
    assert ENDS_READING in page
    settings.WITHDRAWN_ENDS_READING = ["support"]
    assert ENDS_READING not in Client().get("/leaflet/").content.decode(), (
        "where it stays open nobody is told otherwise"
    )


def test_its_title_and_its_file_say_nothing_of_what_it_is_about() -> None:
    page = Client().get("/leaflet/").content.decode()
    assert "<title>Information for you" in page
    answer = Client().get("/leaflet/information.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="information.pdf"'


@pytest.mark.parametrize("language", for_person, ids=lambda each: each.code)
def test_the_pdf_is_tagged_and_says_its_language(language: Language) -> None:
    made = printed(language)
    catalogue = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith(language.code[:2])
    assert Client().get(address("leaflet_pdf", language)).content == made


def test_welsh_in_the_pdf_is_welsh_and_has_no_sign_that_could_not_be_printed() -> None:
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(printed(for_person[1]))).pages)
    assert "Chi sy’n penderfynu" in text
    assert "\ufffd" not in text


def test_there_is_room_to_write_who_explained_it() -> None:
    assert len(to_fill_in()) == 3
    assert all(block["paragraphs"] or block["items"] for block in words())


def test_no_other_address_of_it_is_there() -> None:
    assert Client().get("/leaflet/fr/").status_code == 404

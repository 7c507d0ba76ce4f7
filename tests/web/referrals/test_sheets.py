"""A prompt sheet is read on a page or printed, with the numbers of the pages, and every one of them stays small."""

from __future__ import annotations

import pytest
from django.urls import reverse

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.numbering import number_of
from opennrm.questions.prompt_sheet import Sheet, prompt_sheet
from tests.factories import partners

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sheet", list(Sheet))
def test_a_sheet_has_every_number_and_is_printed(sheet: Sheet) -> None:
    who = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    client = partners.client_for(who)
    page = client.get(reverse("prompt_sheet", kwargs={"journey": sheet.value}))
    shown = page.content.decode()
    for section in prompt_sheet(CATALOGUE, sheet):
        for asked in section.asked:
            assert f">{asked.number}. " in shown
    assert f"questions, version {CATALOGUE.version}" in shown
    assert len(page.content) < 60_000
    printed = client.get(reverse("prompt_sheet_pdf", kwargs={"journey": sheet.value}))
    assert printed.content.startswith(b"%PDF")


def test_there_is_no_other_sheet() -> None:
    who = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    client = partners.client_for(who)
    for name in ("prompt_sheet", "prompt_sheet_pdf"):
        assert client.get(reverse(name, kwargs={"journey": "nobody"})).status_code == 404


def test_the_start_leads_to_the_sheets_and_to_paper() -> None:
    who = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    shown = partners.client_for(who).get(reverse("start_referral")).content.decode()
    assert reverse("prompt_sheet", kwargs={"journey": "adult"}) in shown
    assert reverse("start_from_paper") in shown
    assert number_of(CATALOGUE, "danger_now") == 1

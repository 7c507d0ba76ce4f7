"""On the page of my referral I correct an answer and say why; the caseworker reads old and new beside each other."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from opennrm.audit.queries import latest_events
from opennrm.questions.catalogue import CATALOGUE
from opennrm.referrals.models import Correction
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db
NAME = {"first_name": "Lin", "last_name": "Exemple", "reason": "She <b>spelt</b> it for me."}


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def _form(client: Client, address: str) -> dict[str, str]:
    said = client.get(address).content.decode()
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', said) for name in ("token", "version")}
    return {name: match[1] for name, match in found.items() if match}


def test_what_i_correct_is_read_beside_what_i_sent(house: referrals.House) -> None:
    reference = house.adult()
    officer, caseworker = partners.client_for(house.officer), partners.client_for(house.caseworker)
    assert "Correct an answer" in officer.get(f"/referrals/{reference}/").content.decode()
    address = f"/referrals/{reference}/correct/name/"
    pages = officer.get(f"/referrals/{reference}/correct/").content.decode()
    assert address in pages
    sections = {section.title for section, page in CATALOGUE.pages if f"/correct/{page.slug}/" in pages}
    headings = {unescape(each) for each in re.findall(r'<h2 class="govuk-heading-m">([^<]*)</h2>', pages)}
    assert sections <= headings
    assert len(sections) > 4
    form = _form(officer, address)
    missing = officer.post(address, {**NAME, **form, "reason": ""})
    assert missing.status_code == 422
    assert "Say why the answer is corrected." in missing.content.decode()
    assert 'value="Lin"' in missing.content.decode()
    kept = officer.post(address, {**NAME, **form})
    assert (kept.status_code, kept["Location"]) == (302, f"/referrals/{reference}/versions/")
    assert officer.post(address, {**NAME, **form}).status_code == 302
    assert Correction.objects.count() == 1
    pages = {officer: f"/referrals/{reference}/versions/", caseworker: f"/cases/{reference}/corrections/"}
    for client, room in pages.items():
        said = client.get(room).content.decode()
        assert "She &lt;b&gt;spelt&lt;/b&gt; it for me." in said
        assert ">Linh<" in said
        assert ">Lin<" in said
        assert "Ola Brightwater" in said
        assert "07700 900123" not in said
    assert latest_events(1)[0].kind == "CaseViewed"
    page = caseworker.get(f"/cases/{reference}/").content.decode()
    assert "Corrected by who referred, once." in page
    assert "Lin Exemple" in unescape(page)


def test_a_colleagues_correction_in_between_is_told_and_nothing_typed_is_lost(house: referrals.House) -> None:
    reference = house.adult()
    officer, colleague = partners.client_for(house.officer), partners.client_for(house.colleague)
    address = f"/referrals/{reference}/correct/name/"
    form = _form(officer, address)
    assert colleague.post(address, {**NAME, **_form(colleague, address)}).status_code == 302
    refused = officer.post(address, {**NAME, **form, "last_name": "Example"})
    assert refused.status_code == 409
    assert 'value="Example"' in refused.content.decode()


def test_what_tells_where_the_person_is_is_in_no_form(house: referrals.House) -> None:
    reference = house.adult()
    said = partners.client_for(house.officer).get(f"/referrals/{reference}/correct/support-wanted/").content.decode()
    assert "07700 900123" not in said
    assert "Leave it empty to keep it as it is." in said


def test_a_page_without_questions_or_none_is_not_there(house: referrals.House) -> None:
    reference = house.adult()
    officer = partners.client_for(house.officer)
    for slug in ("no-such-page", "no-referral-scotland"):
        assert officer.get(f"/referrals/{reference}/correct/{slug}/").status_code == 404

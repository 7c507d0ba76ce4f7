"""An officer gives the person beside them a page, prints the code, and closes it when the paper is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from opennrm.cases.models import OwnPage
from tests.factories import partners
from tests.factories.own_pages import CHOSEN
from tests.factories.partners import client_for
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db
SAID = {"agreed": "yes", "how": "spoken", "kind": "word", "chosen": CHOSEN}


@pytest.fixture
def here() -> House:
    return house()


@pytest.mark.parametrize(("who", "where"), [("officer", "referrals"), ("caseworker", "cases"), ("manager", "cases")])
def test_the_code_is_shown_once_on_a_paper_that_says_nothing(here: House, who: str, where: str) -> None:
    reference = here.adult()
    client, address = client_for(getattr(here, who)), f"/{where}/{reference}/own-page/"
    assert address in client.get(f"/{where}/{reference}/").content.decode()
    assert "has no page of their own" in client.get(address).content.decode()
    slip = client.post(address, {**SAID, "token": "a-token-of-it"})
    text = slip.content.decode()
    code = re.search(r'class="nrm-code">([^<]+)<', text)
    assert code
    for tells in (reference, CHOSEN, "Referral", "National", getattr(here, who).name):
        assert tells not in re.sub(r"<a [^>]*>", "", text)
    again = client.post(address, {**SAID, "token": "a-token-of-it"})
    assert again.status_code == 422
    assert code[1] not in again.content.decode()
    assert "shown once" in again.content.decode()
    assert "was given a page of their own" in client.get(address).content.decode()


def test_without_consent_nothing_is_made_and_nothing_typed_is_lost(here: House) -> None:
    reference = here.adult()
    answer = client_for(here.officer).post(f"/referrals/{reference}/own-page/", {**SAID, "agreed": ""})
    assert answer.status_code == 422
    assert 'href="#agreed"' in answer.content.decode()
    assert CHOSEN in answer.content.decode()
    assert not OwnPage.objects.exists()


def test_it_is_closed_with_a_reason_and_the_page_says_so(here: House) -> None:
    reference = here.adult()
    client: Any = client_for(here.officer)
    client.post(f"/referrals/{reference}/own-page/", SAID)
    close = f"/referrals/{reference}/own-page/close/"
    assert close in client.get(f"/referrals/{reference}/own-page/").content.decode()
    assert client.post(close, {}).status_code == 422
    assert client.post(close, {"because": "not_safe"}).status_code == 302
    assert "It was closed on" in client.get(f"/referrals/{reference}/own-page/").content.decode()


@pytest.mark.parametrize("where", ["referrals", "cases"])
def test_for_anybody_else_it_is_not_there(here: House, where: str) -> None:
    reference = here.adult()
    theirs = "first_responder" if where == "referrals" else "caseworker"
    for role, status in ((theirs, 404), ("liaison", 403)):
        stranger = client_for(partners.account(role, in_team=partners.team(partners.organisation())))
        for end in ("", "close/"):
            assert stranger.get(f"/{where}/{reference}/own-page/{end}").status_code == status

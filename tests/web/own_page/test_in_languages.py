"""Hanan reads Arabic: her page is in Arabic from its door on, from the right, and says in it what she got wrong."""

from __future__ import annotations

import pytest
from django.test import Client

from opennrm.mechanism.own_page import new_code
from tests.factories.own_pages import CHOSEN, offered
from tests.factories.referrals import House, house
from tests.web.own_page.test_door import words

pytestmark = pytest.mark.django_db
HEADING, WRONG = "افتح صفحتك", "الرمز وما اخترته لا يفتحان صفحة"


@pytest.fixture
def here() -> House:
    return house()


def test_the_page_stays_in_the_language_of_its_door(here: House) -> None:
    client, code = Client(), offered(here.adult(), by=here.actor("officer"), at=here.at)
    door = client.get("/u/ar/")
    assert HEADING in words(door)
    assert 'lang="ar" dir="rtl"' in door.content.decode()
    refused = client.post("/u/ar/", {"code": new_code(), "chosen": CHOSEN})
    assert refused.status_code == 422
    assert WRONG in words(refused)
    answer = client.post("/u/ar/", {"code": code, "chosen": CHOSEN})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/u/ar/")
    said = words(client.get("/u/ar/"))
    assert "ينظر أشخاص فيما قلته من أجل القرار الأول" in said
    assert "People are looking" not in said
    assert "Mae pobl yn edrych ar yr hyn a ddywedoch" in words(client.get("/u/cy/"))
    assert "People are looking" in words(client.get("/u/"))

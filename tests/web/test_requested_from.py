"""Other sites get pages for people who follow a link, and no file."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from opennrm.web.requested_from import FILES
from opennrm.web.third_party import policies
from tests.browser.every_page import NO_PAGES
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def statistician() -> Client:
    return made.client_for(made.account("statistician"))


@pytest.mark.proves("3.5.8")
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_file_is_given_to_our_own_pages_only(site: str) -> None:
    client = statistician()
    found = re.search(r'href="(/figures/[^"?]+\.csv)', client.get("/figures/").content.decode())
    assert found
    address = found[1]
    assert client.get(address, headers={"sec-fetch-site": "same-origin"}).status_code == 200
    assert client.get(address, headers={"sec-fetch-site": "none", **LINK}).status_code == 200
    refused = client.get(address, headers={"sec-fetch-site": site, **LINK})
    assert refused.status_code == 403
    assert "Files are opened from the pages" in refused.content.decode()


@pytest.mark.proves("3.1.1", "3.5.8")
@pytest.mark.parametrize(
    ("mode", "dest", "status"),
    [("navigate", "document", 200), ("navigate", "iframe", 403), ("no-cors", "script", 403), ("cors", "empty", 403)],
)
def test_a_page_is_for_people_who_follow_a_link(mode: str, dest: str, status: int) -> None:
    how = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode, "sec-fetch-dest": dest}
    assert statistician().get("/figures/", headers=how).status_code == status
    assert statistician().post("/figures/", headers=how).status_code == 403
    assert statistician().get("/figures/").status_code == 200


def test_every_address_that_gives_a_file_is_named() -> None:
    names = {address.name for address in policies(get_resolver().url_patterns)}
    assert names >= FILES
    assert {name for name, because in NO_PAGES.items() if because == "a file"} == FILES

"""The pages of the lists: searched, never printed in full; an entry is added and another ended by forms alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from opennrm.cases.models import ListChange
from opennrm.questions import lists
from tests.factories import cases
from tests.factories import partners as made
from tests.web.rules.test_profiles import text_of

pytestmark = pytest.mark.django_db
ADD, END = "/lists/councils/add/", "/lists/councils/abe/end/"
NEW = {
    "label": "Aberdeen and Shire Council",
    "also": "Greater Aberdeen\r\n\r\n",
    "kind": "Scottish unitary authority",
    "nation": "scotland",
    "starts_on-day": "1",
    "starts_on-month": "4",
    "starts_on-year": "2025",
    "code": "asc_new",
    "reason": "An order of 2025.",
}
ENDS = {
    "ends_on-day": "1",
    "ends_on-month": "April",
    "ends_on-year": "2025",
    "replaced_by": "Aberdeen and Shire Council\r\n",
    "reason": "An order of 2025.",
}


@pytest.fixture
def client() -> Client:
    return made.client_for(made.account("administrator", of=cases.authority_team().organisation))


def test_a_list_is_searched_and_an_entry_is_added_and_takes_the_place_of_another(client: Client) -> None:
    assert "Places in the United Kingdom 6," in text_of(client.get("/lists/"))
    bare = client.get("/lists/uk_places/")
    assert len(bare.content) < 20_000
    assert "More may fit" in text_of(client.post("/lists/uk_places/", {"q": "new"}))
    assert "Councils Add an entry Everybody can choose it" in text_of(client.get(ADD))
    assert "Councils End an entry: Aberdeen City Council What was answered by it stays" in text_of(client.get(END))
    assert client.post(ADD, NEW).headers["Location"] == "/lists/councils/"
    assert client.post(END, ENDS).headers["Location"] == "/lists/councils/"
    told = text_of(client.post("/lists/councils/", {"q": "aberdeen"}))
    instead = "ended on Tuesday 1 April 2025; in its place: Aberdeen and Shire Council"
    assert f"Aberdeen City Council Aberdeen City abe {instead} " in told
    assert "Aberdeen and Shire Council Greater Aberdeen asc_new can be chosen End" in told
    assert f"Councils Aberdeen City Council: {instead} An order of 2025." in told
    assert "Aberdeen and Shire Council: added" in text_of(client.get("/lists/"))
    assert "Nothing in this list is called so" in text_of(client.post("/lists/councils/", {"q": "atlantis"}))


@pytest.mark.parametrize(
    ("address", "given", "named", "field"),
    [
        (ADD, NEW | {"label": ""}, "Write what the entry is called", "label"),
        (ADD, NEW | {"kind": ""}, "Choose of which kind", "kind"),
        (ADD, NEW | {"starts_on-day": "31", "starts_on-month": "2"}, "must be a day that is in", "starts_on-day"),
        (ADD, NEW | {"starts_on-year": "2099"}, "not in the future", "starts_on"),
        (END, ENDS | {"ends_on-day": "", "ends_on-month": "", "ends_on-year": ""}, "Write the day from", "ends_on-day"),
        (END, ENDS, "Write the name or the code of another entry", "replaced_by"),
        (END, ENDS | {"replaced_by": "", "reason": ""}, "Write why", "reason"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(
    client: Client, address: str, given: dict[str, Any], named: str, field: str
) -> None:
    response = client.post(address, given)
    assert response.status_code == 422
    assert named in text_of(response)
    shown = response.content.decode()
    assert f'href="#{field}"' in shown
    assert f'id="{field}"' in shown
    kept = [value for value in given.values() if value and value != "scotland"]
    assert [value for value in kept if value.strip() not in shown] == []
    assert not ListChange.objects.exists()


def test_every_list_has_its_pages_and_what_is_no_list_or_no_entry_is_not_found(client: Client) -> None:
    for name in lists.LIST_NAMES:
        assert client.get(f"/lists/{name}/").status_code == 200
        assert client.get(f"/lists/{name}/add/").status_code == 200
        code = next(iter(lists.entries(name)))
        assert client.get(f"/lists/{name}/{code}/end/").status_code == 200
    for address in ("/lists/planets/", "/lists/planets/add/", "/lists/councils/mars/end/", "/lists/planets/mars/end/"):
        assert client.get(address).status_code == 404
    assert client.post("/lists/planets/add/", NEW).status_code == 404
    assert client.post("/lists/councils/mars/end/", ENDS).status_code == 404


def test_others_read_the_lists_and_change_nothing() -> None:
    client = made.client_for(made.account("administrator"))
    assert "Only an administrator of a competent authority" in text_of(client.get(ADD))
    assert "Only an administrator of a competent authority" in text_of(client.get(END))
    assert client.post(ADD, NEW).status_code == 422
    manager = made.client_for(cases.account_of(cases.officer("manager")))
    assert "Add an entry" not in text_of(manager.post("/lists/councils/", {"q": "aberdeen"}))
    assert manager.get(ADD).status_code == 403
    assert not ListChange.objects.exists()

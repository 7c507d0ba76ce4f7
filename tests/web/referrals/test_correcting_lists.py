"""It was not the van but the car: one entry of what I sent is corrected, another taken out, and a third added."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from opennrm.referrals.models import Correction
from tests.factories import cases as made
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db
TOLD = {"exploiters_told": "no", "vehicles_told": "yes", "phones_told": "yes", "online_names_told": "no"}
LISTS = {
    "vehicles": [{"id": "van", "vehicle_make": "Van"}, {"id": "bus", "vehicle_make": "Bus"}],
    "phones": [{"id": "one", "phone_number": "07700 900555"}],
}


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def _sent(house: referrals.House) -> tuple[str, Client]:
    return made.referred(house.actor("officer"), **TOLD, **LISTS), partners.client_for(house.officer)


def _sends(client: Client, address: str, **typed: str) -> int:
    said = client.get(address).content.decode()
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', said) for name in ("token", "version")}
    form = {name: match[1] for name, match in found.items() if match}
    return client.post(address, {**form, "reason": "I misheard.", **typed}).status_code


def _vehicles() -> list[str]:
    kept = Correction.objects.order_by("-number").values_list("answers", flat=True)[0]
    return [entry["vehicle_make"] for entry in kept["vehicles"]]


def test_one_entry_is_corrected_another_taken_out_and_a_third_added(house: referrals.House) -> None:
    reference, client = _sent(house)
    room = f"/referrals/{reference}/correct/vehicles/"
    page = client.get(room).content.decode()
    assert f"{room}van/" in page
    assert "Bus" in page
    assert _sends(client, f"{room}van/", vehicle_make="Car") == 302
    assert _vehicles() == ["Car", "Bus"]
    assert _sends(client, f"{room}bus/", vehicle_make="Bus", taken_out="yes") == 302
    assert _vehicles() == ["Car"]
    added = re.search(rf'href="({room}[0-9a-f]+/)" role="button"', client.get(room).content.decode())
    assert added
    assert _sends(client, added[1], vehicle_make="Lorry") == 302
    assert _vehicles() == ["Car", "Lorry"]
    said = client.get(f"/referrals/{reference}/versions/").content.decode()
    for word in ("I misheard.", "Van", "Car", "Lorry"):
        assert word in said, word


def test_what_is_wrong_is_named_and_a_whole_list_is_never_lost(house: referrals.House) -> None:
    reference, client = _sent(house)
    room = f"/referrals/{reference}/correct/vehicles/"
    assert _sends(client, f"{room}van/", vehicle_make="") == 422
    assert _sends(client, f"{room}van/", vehicle_make="Car", reason=" ") == 422
    assert client.post(room, {"reason": "All of it."}).status_code == 302
    assert client.get(f"{room}van/remove-it/").status_code == 404
    assert client.get(f"/referrals/{reference}/correct/online-names/").status_code == 404
    assert not Correction.objects.exists()


def test_where_the_person_can_be_reached_is_not_shown_and_stays(house: referrals.House) -> None:
    reference, client = _sent(house)
    room = f"/referrals/{reference}/correct/phones/"
    assert "900555" not in client.get(room).content.decode()
    assert "900555" not in client.get(f"{room}one/").content.decode()
    assert _sends(client, f"{room}one/", phone_in_words="Rung every evening.") == 302
    (kept,) = Correction.objects.values_list("answers", flat=True)
    assert kept["phones"][0]["phone_number"] == "07700 900555"

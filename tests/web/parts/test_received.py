"""Ines of Lighthouse has an e-mail that there is work. She opens the part, asks for the number, says it is received."""

from __future__ import annotations

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.cases.looks import looks_at
from opennrm.cases.models import Part
from tests.factories import partners as made
from tests.factories import parts as there

pytestmark = pytest.mark.django_db
PHONE = "07700 900456"


def part_of(reference: str) -> str:
    return f"/parts/{Part.objects.get(case_reference=reference).id}/"


def test_she_reads_what_she_needs_and_nothing_of_what_was_done() -> None:
    ines = there.support()
    words = "They locked the door of the nail bar."
    reference = there.adult(police_contact_agreed="no", treatment=words, first_name="Minh", support_phone=PHONE)
    client, path = made.client_for(ines.account), part_of(reference)
    listed = client.get("/parts/").content.decode()
    assert path in listed
    assert "Minh" not in listed
    page = client.get(path).content.decode()
    assert "Minh" in page
    assert words not in page
    assert PHONE not in page
    assert "Show the phone number" in page
    shown = client.post(f"{path}whereabouts/", {"what": "phone"}).content.decode()
    assert PHONE in shown
    assert client.post(path).headers["Location"] == path
    assert "Your organisation said that it has this" in client.get(path).content.decode()
    kinds = [event.kind for event in events_of_case(reference)]
    assert kinds.count("PartViewed") >= 2
    assert {"part", "phone"} == {look.what for look in looks_at(reference, 20)}
    assert kinds.count("WhereaboutsRevealed") == kinds.count("PartReceived") == 1


def test_what_the_page_does_not_hide_cannot_be_asked_for() -> None:
    ines = there.support()
    path = part_of(there.adult(police_contact_agreed="no"))
    response = made.client_for(ines.account).post(f"{path}whereabouts/", {"what": "address"})
    assert response.status_code == 422
    assert "Choose what to show" in response.content.decode()


def test_nobody_elses_part_is_there_and_nobody_without_the_role_opens_any() -> None:
    there.support()
    path = part_of(there.adult(police_contact_agreed="no"))
    assert made.client_for(there.kent().account).get(path).status_code == 404
    assert made.client_for(made.account("first_responder")).get(path).status_code == 403


def test_of_what_was_taken_back_only_that_is_told() -> None:
    ines = there.support()
    reference = there.adult(police_contact_agreed="no", first_name="Minh")
    path = part_of(reference)
    Part.objects.update(state="ended", because="consent_ended")
    client = made.client_for(ines.account)
    listed = client.get("/parts/").content.decode()
    assert "Taken back" in listed
    assert reference in listed
    assert path not in listed
    assert client.get(path).status_code == 404

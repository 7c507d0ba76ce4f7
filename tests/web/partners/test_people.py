"""The people of one's own organisation."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from opennrm.partners.models import Account, EmailDomain, Invitation, RoleHeld
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Account:
    return made.account("administrator", of=made.organisation("Northshire Police"), name="Ada Lane")


@pytest.fixture
def client(administrator: Account) -> Client:
    return made.client_for(administrator)


@pytest.fixture
def colleague(administrator: Account) -> Account:
    return made.account("first_responder", in_team=made.team(administrator.organisation), name="Ben Roe")


def test_an_administrator_sees_everybody_of_their_organisation(client: Client, colleague: Account) -> None:
    made.account("first_responder", name="Elsewhere Person")
    shown = client.get("/people/").content.decode()
    assert "Ada Lane" in shown
    assert "Ben Roe" in shown
    assert "First responder, North" in shown
    assert "Elsewhere Person" not in shown


def test_inviting_somebody(client: Client, administrator: Account, settings: Any) -> None:
    domain = EmailDomain.objects.get(organisation=administrator.organisation).domain
    page = client.get("/people/invite/").content.decode()
    assert "Caseworker" not in page
    sent = {"name": "Robin Vale", "email": f"robin@{domain}", "role": "team_lead", "team": ""}
    response = client.post("/people/invite/", sent)
    assert response.status_code == 302
    done = client.get(response.headers["Location"]).content.decode()
    assert "Robin Vale" in done
    assert "/invitation/" not in done
    settings.DEMONSTRATION = True
    assert "/invitation/" in client.get(response.headers["Location"]).content.decode()
    assert "Robin Vale" in client.get("/people/").content.decode()


def test_a_wrong_address_is_said_and_everything_typed_stays(client: Client, administrator: Account) -> None:
    team = made.team(administrator.organisation, "South")
    sent = {"name": "Robin Vale", "email": "robin@elsewhere.example", "role": "team_lead", "team": str(team.id)}
    response = client.post("/people/invite/", sent)
    shown = response.content.decode()
    assert response.status_code == 422
    assert 'href="#email"' in shown
    assert 'id="email-error"' in shown
    assert 'value="Robin Vale"' in shown
    assert 'value="robin@elsewhere.example"' in shown
    assert 'value="team_lead" checked' in shown
    assert f'value="{team.id}" selected' in shown
    assert "<title>Error: " in shown
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("team", ["rubbish", "00000000-0000-0000-0000-000000000000", "'; DROP TABLE x"])
def test_a_team_that_is_not_there_is_not_found(client: Client, administrator: Account, team: str) -> None:
    domain = EmailDomain.objects.get(organisation=administrator.organisation).domain
    sent = {"name": "R", "email": f"r@{domain}", "role": "team_lead", "team": team}
    assert client.post("/people/invite/", sent).status_code == 404


def test_giving_and_ending_a_role(client: Client, colleague: Account) -> None:
    address = f"/people/{colleague.id}/"
    assert client.get(address + "give-role/").status_code == 200
    assert client.post(address + "give-role/", {"role": "team_lead", "team": ""}).headers["Location"] == address
    assert "Team lead" in client.get(address).content.decode()
    held = RoleHeld.objects.get(account=colleague, role="team_lead")
    end = f"{address}end-role/{held.id}/"
    assert end in client.get(address).content.decode()
    assert client.get(end).status_code == 200
    assert client.post(end).headers["Location"] == address
    assert client.get(end).status_code == 404
    assert "Team lead" not in client.get(address).content.decode()


def test_no_role_chosen_is_said(client: Client, colleague: Account) -> None:
    response = client.post(f"/people/{colleague.id}/give-role/", {})
    assert response.status_code == 422
    assert 'href="#role"' in response.content.decode()


def test_closing_an_account(client: Client, colleague: Account) -> None:
    theirs = made.client_for(colleague)
    assert theirs.get("/account/").status_code == 200
    address = f"/people/{colleague.id}/close-account/"
    assert "Ben Roe" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert theirs.get("/account/").status_code == 302
    assert "Closed" in client.get(f"/people/{colleague.id}/").content.decode()


def test_nobody_is_offered_or_let_change_themselves(client: Client, administrator: Account) -> None:
    address = f"/people/{administrator.id}/"
    shown = client.get(address).content.decode()
    assert "Nobody changes their own roles" in shown
    assert "end-role" not in shown
    held = RoleHeld.objects.get(account=administrator)
    for path, sent in (
        ("give-role/", {"role": "first_responder", "team": ""}),
        (f"end-role/{held.id}/", {}),
        ("close-account/", {}),
    ):
        response = client.post(address + path, sent)
        assert response.status_code == 422
        assert "Nobody changes their own roles" in response.content.decode()
    assert RoleHeld.objects.filter(account=administrator, until_at=None).count() == 1


def test_somebody_elsewhere_is_not_found_in_the_same_bytes(client: Client) -> None:
    other = made.account("first_responder")
    held = RoleHeld.objects.get(account=other)
    nowhere = client.get("/nowhere/").content
    for path in ("", "give-role/", f"end-role/{held.id}/", "close-account/"):
        response = client.get(f"/people/{other.id}/{path}")
        assert response.status_code == 404
        assert response.content == nowhere
        if path:
            assert client.post(f"/people/{other.id}/{path}", {"role": "team_lead"}).status_code == 404
    assert not RoleHeld.objects.exclude(until_at=None).exists()


def test_a_name_is_shown_as_text(client: Client, administrator: Account) -> None:
    who = made.account(of=administrator.organisation, name='"><script>alert(1)</script>')
    for address in ("/people/", f"/people/{who.id}/", f"/people/{who.id}/close-account/"):
        assert b"<script>alert" not in client.get(address).content


def test_no_name_stands_in_a_title(client: Client, colleague: Account) -> None:
    for path in ("", "give-role/", "close-account/"):
        shown = client.get(f"/people/{colleague.id}/{path}").content.decode()
        assert "Ben Roe" not in shown.split("</title>")[0]


def test_withdrawing_an_invitation(client: Client, administrator: Account) -> None:
    new = {"email": "new@" + administrator.email.split("@")[1], "name": "Robin Vale", "role": "administrator"}
    client.post("/people/invite/", new)
    address = f"/people/invited/{Invitation.objects.get().id}/withdraw/"
    assert address in client.get("/people/").content.decode()
    assert "Robin Vale" in client.get(address).content.decode()
    assert client.post(address).headers["Location"] == "/people/"
    assert "Robin Vale" not in client.get("/people/").content.decode()
    assert client.get(address).status_code == client.post(address).status_code == 404

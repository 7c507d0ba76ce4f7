"""An administrator enters a system of their organisation, makes it a token, and ends the token."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.partners.models import Account, ApiToken, EmailDomain, Team
from opennrm.partners.systems import enter_by_token
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r'id="token">([^<]+)<')


@pytest.fixture
def team() -> Team:
    return made.team(made.organisation("Northshire Police"), "Modern slavery")


@pytest.fixture
def client(team: Team) -> Client:
    return made.client_for(made.account("administrator", of=team.organisation, name="Ada Lane"))


def entered(client: Client, team: Team) -> Account:
    domain = EmailDomain.objects.get(organisation=team.organisation).domain
    sent = {"name": "Case system", "email": f"case-system@{domain}", "team": str(team.id)}
    assert client.post("/people/systems/add/", sent).headers["Location"] == "/people/systems/"
    return Account.objects.get(is_system=True, organisation=team.organisation)


def token_for(client: Client, system: Account, **sent: Any) -> str:
    page = client.post(f"/people/systems/{system.id}/token/", {"scopes": ["drafts:write"], "days": "90", **sent})
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    shown = SHOWN.search(page.content.decode())
    assert shown
    return shown[1]


def test_a_token_is_shown_once_works_and_ends(client: Client, team: Team) -> None:
    system = entered(client, team)
    secret = token_for(client, system)
    entered_by = enter_by_token(secret, at=timezone.now())
    assert entered_by is not None
    assert entered_by.actor.account_id == system.id
    assert entered_by.actor.teams == {team.id}
    assert entered_by.scopes == {"drafts:write"}
    listed = client.get("/people/systems/").content.decode()
    assert "Case system" in listed
    assert "Modern slavery" in listed
    people = client.get("/people/").content.decode()
    assert "A system: never signs in" in people
    assert "Can sign in" in people, "the administrator can"
    assert secret not in listed
    kept = ApiToken.objects.get()
    assert secret not in str(ApiToken.objects.values_list().get())
    assert client.get(f"/people/systems/tokens/{kept.id}/end/").status_code == 200
    client.post(f"/people/systems/tokens/{kept.id}/end/")
    assert enter_by_token(secret, at=timezone.now()) is None
    assert "Token that is over" in client.get("/people/systems/").content.decode()


def test_what_is_missing_is_said_at_its_field_and_nothing_is_made(client: Client, team: Team) -> None:
    page = client.post("/people/systems/add/", {"name": "", "email": "x@elsewhere.example", "team": ""})
    assert page.status_code == 422
    assert "Enter a name" in page.content.decode()
    assert 'value="x@elsewhere.example"' in page.content.decode(), "what was typed is there still"
    system = entered(client, team)
    page = client.post(f"/people/systems/{system.id}/token/", {"days": "90"})
    assert "Choose what the token lets the system do" in page.content.decode()
    page = client.post(f"/people/systems/{system.id}/token/", {"scopes": ["drafts:write"], "days": "4000"})
    assert "Choose how long the token works" in page.content.decode()
    assert not ApiToken.objects.exists()


def test_of_another_organisation_nothing_is_there(client: Client, team: Team) -> None:
    system = entered(client, team)
    token_for(client, system)
    stranger = made.client_for(made.account("administrator"))
    assert "Case system" not in stranger.get("/people/systems/").content.decode()
    assert stranger.get(f"/people/systems/{system.id}/token/").status_code == 404
    token = ApiToken.objects.get()
    assert stranger.post(f"/people/systems/tokens/{token.id}/end/").status_code == 404
    assert ApiToken.objects.get().ended_at is None

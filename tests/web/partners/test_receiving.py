"""The page on which an administrator chooses the team that receives new cases."""

from __future__ import annotations

import pytest
from django.test import Client

from opennrm.partners.models import Team
from tests.factories import cases
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
PAGE = "/people/receiving-team/"


@pytest.fixture
def client() -> Client:
    return made.client_for(made.account("administrator", of=cases.authority_team("Intake").organisation))


def test_the_team_is_chosen_and_told(client: Client) -> None:
    south = cases.authority_team("South")
    assert "New cases come to the team Intake" in client.get("/people/").content.decode()
    shown = client.get(PAGE).content.decode()
    assert shown.count('type="radio"') == 2
    assert shown.count("checked") == 1
    response = client.post(PAGE, {"team": str(south.id)})
    assert response.headers["Location"] == "/people/"
    assert "New cases come to the team South" in client.get("/people/").content.decode()
    auditor = made.client_for(made.account("auditor", of=south.organisation))
    assert (
        "The team South receives new cases from now on, in place of Intake."
        in auditor.get("/history/").content.decode()
    )


def test_nothing_chosen_is_said_beside_the_field(client: Client) -> None:
    Team.objects.update(receives=False)
    cases.authority_team("South")
    assert "New cases come to no team" in client.get("/people/").content.decode()
    response = client.post(PAGE, {})
    assert response.status_code == 422
    assert "Choose the team that new cases come to." in response.content.decode()


@pytest.mark.parametrize("team", ["nonsense", "8c1f7a52-1f06-4f5e-9f0e-6a3d6a9b7d11"])
def test_a_team_that_is_not_there_is_nothing(client: Client, team: str) -> None:
    assert client.post(PAGE, {"team": team}).status_code == 404


def test_an_organisation_to_which_no_case_comes_is_told_so() -> None:
    client = made.client_for(made.account("administrator"))
    assert "Cases come to competent authorities only" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"team": ""}).status_code == 422
    assert "New cases" not in client.get("/people/").content.decode()

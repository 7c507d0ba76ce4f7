"""Taking up an invitation, and one's own account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opennrm.partners import actions
from opennrm.partners.models import Account, Invitation
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
GOOD = {"name": "Robin Vale", "password": "cows graze by the river", "password_again": "cows graze by the river"}


@pytest.fixture
def address() -> str:
    by = made.account("administrator")
    invited = actions.invite_person(
        email="new@" + by.email.split("@")[1],
        name="Robin",
        role="first_responder",
        team_id=None,
        by=made.actor(by),
        at=timezone.now(),
    )
    return reverse("invitation", kwargs={"secret": invited.secret})


def test_opening_the_link_uses_nothing_up(address: str) -> None:
    for _ in range(3):
        page = Client().get(address)
        assert page.status_code == 200
        assert 'value="Robin"' in page.content.decode()
        assert "no-store" in page.headers["Cache-Control"]
    assert Client().head(address).status_code == 200
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.proves("6.4.1")
def test_sending_the_form_makes_the_account_once(address: str) -> None:
    client = Client()
    assert client.post(address, GOOD).headers["Location"] == "/welcome/"
    assert client.get("/welcome/").status_code == 200
    again = client.post(address, GOOD)
    assert again.status_code == 410
    assert "no longer works" in again.content.decode()
    assert client.get(address).status_code == 410
    assert Account.objects.filter(name="Robin Vale").count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password_again": "something else"}, "password_again"),
        ({"password": "", "password_again": ""}, "password"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_name_stays(
    address: str, changed: dict[str, str], field: str
) -> None:
    response = Client().post(address, {**GOOD, **changed})
    shown = response.content.decode()
    assert response.status_code == 422
    assert f'href="#{field}"' in shown
    assert f'id="{field}-error"' in shown
    assert "cows graze" not in shown
    if field != "name":
        assert 'value="Robin Vale"' in shown
    assert not Account.objects.filter(name="Robin Vale").exists()


def test_a_guessed_link_is_over() -> None:
    response = Client().get(reverse("invitation", kwargs={"secret": "guess"}))
    assert response.status_code == 410


def test_ones_own_account_shows_ones_roles() -> None:
    home = made.organisation("Northshire Police")
    who = made.account("first_responder", in_team=made.team(home, "North"), name="Sam <Okoro>")
    shown = made.client_for(who).get("/account/").content.decode()
    for words in ("Sam &lt;Okoro&gt;", "Northshire Police", "North", "First responder", who.email):
        assert words in shown


def test_without_a_role_one_is_told_whom_to_ask() -> None:
    shown = made.client_for(made.account()).get("/account/").content.decode()
    assert "no role now" in shown


@pytest.mark.parametrize("path", ["/sign-in/", "/welcome/", "/invitation/guess/"])
def test_whoever_is_on_the_way_in_can_leave_at_once(path: str) -> None:
    assert "Exit this page" in made.client_for().get(path).content.decode()

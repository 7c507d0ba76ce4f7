"""Taking up an invitation, and one's own account."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
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


@pytest.mark.proves("AUTH-06", "6.4.1")
def test_twenty_looks_by_whatever_reads_mail_use_nothing_up(address: str) -> None:
    for number in range(20):
        agent = {"HTTP_USER_AGENT": f"scanner {number}", "HTTP_SEC_PURPOSE": "prefetch"}
        assert Client().get(address, **agent).status_code == 200
        assert Client().head(address, **agent).status_code == 200
    assert Client().post(address, GOOD).status_code == 302
    assert Client().post(address, GOOD).status_code == 410


@pytest.mark.proves("AUTH-06", "6.4.1", "6.5.3")
def test_a_links_secret_has_256_bits_and_no_two_are_alike() -> None:
    by = made.account("administrator")
    domain = by.email.split("@")[1]
    secrets = {
        actions.invite_person(
            email=f"new-{number}@{domain}",
            name="Robin",
            role="first_responder",
            team_id=None,
            by=made.actor(by),
            at=timezone.now(),
        ).secret
        for number in range(50)
    }
    assert len(secrets) == 50
    assert min(len(each) for each in secrets) == 43
    kept = str(list(Invitation.objects.values()))
    assert not any(each in kept for each in secrets)


@pytest.mark.proves("AUTH-06", "6.4.1")
@pytest.mark.parametrize(("is_here", "minutes"), [(False, 24 * 60), (True, 30)])
def test_it_works_for_a_day_and_for_half_an_hour_into_an_account_that_is_there(is_here: bool, minutes: int) -> None:
    by = made.account("administrator")
    email = made.account(of=by.organisation).email if is_here else "new@" + by.email.split("@")[1]
    at = timezone.now()
    invited = actions.invite_person(
        email=email, name="Robin", role="first_responder", team_id=None, by=made.actor(by), at=at
    )
    address = reverse("invitation", kwargs={"secret": invited.secret})
    with time_machine.travel(at + timedelta(minutes=minutes, seconds=-5)):
        assert Client().get(address).status_code == 200
    with time_machine.travel(at + timedelta(minutes=minutes, seconds=5)):
        assert Client().get(address).status_code == 410
        assert Client().post(address, GOOD).status_code == 410

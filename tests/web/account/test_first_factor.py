"""Setting up a first second factor: who was invited does it once, and a password or an unlocked desk is not enough."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from opennrm.partners.models import Account
from opennrm.partners.second_factor import give_second_factor
from opennrm.partners.sign_in_providers import Provider
from tests.factories import partners as made
from tests.factories.issuer import CLIENT, CLIENT_SECRET, Issuer
from tests.web.account.test_with_organisation import comes_back
from tests.web.test_confirming import confirmed_long_ago

SET_UP = "/account/second-factor/set-up/"
ADD_PASSKEY = "/account/second-factor/passkeys/add/"
pytestmark = [pytest.mark.django_db, pytest.mark.proves("7.5.1")]


@pytest.fixture
def who(server: Issuer, settings: Any) -> Account:
    """An administrator whose organisation asks for the second factor, and who has none here."""
    person = made.account("administrator", second_factor=False)
    slug = person.organisation.slug
    settings.SIGN_IN_PROVIDERS = {slug: Provider(slug, server.address, CLIENT, CLIENT_SECRET, ("gold",), ("mfa",))}
    server.says, server.signed_by = {"email": person.email, "amr": ["pwd", "mfa"]}, "itself"
    return person


def password(client: Client, who: Account) -> Any:
    return client.post("/sign-in/", {"login": who.email, "password": made.PASSWORD})


def enrols(client: Client) -> bool:
    """Does whoever sits there get to set up an app of their own?"""
    found = re.search(r'<code id="secret">([A-Z2-7 ]+)</code>', client.get(SET_UP).content.decode())
    if found is None:
        return False
    code = format_hotp_value(hotp_value(found.group(1).replace(" ", ""), int(time.time()) // 30))
    return bool(client.post(SET_UP, {"code": code}).status_code == 302)


def test_whoever_learnt_the_password_of_somebody_who_comes_by_their_organisation_stays_outside(
    who: Account, server: Issuer
) -> None:
    comes_back(Client(), who, server)
    thief = Client()
    told = password(thief, who)
    assert told.status_code == 200
    assert "do not belong together" in told.content.decode()
    assert thief.get(SET_UP).status_code == 302
    assert not Authenticator.objects.exists()


def test_at_an_unlocked_desk_nobody_adds_an_app_or_a_passkey_without_showing_who_they_are(
    who: Account, server: Issuer
) -> None:
    desk = Client()
    comes_back(desk, who, server)
    confirmed_long_ago(desk)
    for address in (SET_UP, ADD_PASSKEY):
        for asked in (desk.get(address), desk.post(address, {"credential": "{}", "code": "000000"})):
            assert asked.status_code == 403
            assert "Confirm with" in asked.content.decode()
    assert not enrols(desk)
    assert not Authenticator.objects.exists()


def test_whoever_confirmed_with_their_organisation_a_moment_ago_sets_one_up(who: Account, server: Issuer) -> None:
    client = Client()
    comes_back(client, who, server)
    assert client.get(ADD_PASSKEY).status_code == 200
    assert enrols(client)


def test_the_first_sign_in_after_an_invitation_sets_one_up_and_only_that_one(who: Account) -> None:
    first, second = Client(), Client()
    for client in (first, second):
        assert password(client, who).headers["Location"] == "/"
    assert enrols(first)
    assert second.get(ADD_PASSKEY).status_code == 403
    assert second.get("/account/second-factor/recovery-codes/new/").status_code == 403
    assert Authenticator.objects.filter(user_id=who.id, type="totp").count() == 1


def test_of_two_who_send_a_first_factor_at_once_only_one_adds_it(who: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both were let to the page before either sent it."""
    first, second = Client(), Client()
    for client in (first, second):
        password(client, who)
    monkeypatch.setattr("opennrm.web.account.first_factor.may_set_up_first", lambda account: True)
    monkeypatch.setattr("opennrm.web.account.signing_in.may_set_up_first", lambda account: True)
    assert enrols(first)
    Authenticator.objects.all().delete()
    assert not enrols(second)
    assert not Authenticator.objects.exists()


def test_without_a_second_factor_anywhere_the_organisation_alone_signs_nobody_in_again(
    who: Account, server: Issuer
) -> None:
    comes_back(Client(), who, server)
    server.says = {"email": who.email, "amr": ["pwd"]}
    client = Client()
    assert comes_back(client, who, server).status_code == 403
    give_second_factor(who.id, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert comes_back(client, who, server).headers["Location"] == "/sign-in/code/"

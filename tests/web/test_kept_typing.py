"""A form sent when the session had run out: after signing in again it is there as typed, for its owner only."""

from __future__ import annotations

import html
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from opennrm.partners.models import Account, SignedInSession
from opennrm.partners.second_factor import give_second_factor
from opennrm.partners.sessions import SessionStore
from opennrm.web.guard import Page
from tests.factories import partners, referrals

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
REASONS = 'He said "no" & wept.\nThen <nothing> more.'
pytestmark = [pytest.mark.django_db, pytest.mark.proves("SES-02")]


def sign_in(client: Client, who: Account) -> None:
    client.post("/sign-in/", {"login": who.email, "password": partners.PASSWORD})
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302


def run_out(minutes: int = 16) -> None:
    SignedInSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=minutes))


@pytest.fixture
def typing() -> Any:
    house = referrals.house()
    reference = house.adult()
    give_second_factor(house.caseworker.id, SECRET)
    form = {"outcome": "negative", "reasons": REASONS, "version": str(house.case(reference).version)}
    return partners.client_for(house.caseworker), f"/cases/{reference}/reasonable-grounds/", form, house


def test_it_is_in_the_form_again_after_signing_in_and_can_be_sent(typing: Any) -> None:
    client, address, form, house = typing
    run_out()
    told = client.post(address, form)
    assert told.status_code == 403
    assert "kept for you for an hour" in told.content.decode()
    sign_in(client, house.caseworker)
    for _ in range(2):  # looking at it does not use it up
        shown = client.get(address).content.decode()
        assert html.escape(REASONS, quote=False).replace('"', "&#34;") in shown
        assert "It is in the form again" in shown
        assert 'value="negative" checked' in shown
    assert client.post(address, form).status_code == 302
    assert "in the form again" not in client.get(address).content.decode()


def test_it_waits_sealed_and_its_address_says_nothing(typing: Any) -> None:
    client, address, form, _house = typing
    run_out()
    told = client.post(address, form)
    data = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value).load()
    assert "wept" not in str(data)
    assert "wept" not in "".join(str(each) for each in told.headers.items())
    assert SignedInSession.objects.count() == 1  # the one that ran out is gone


def test_whoever_else_signs_in_there_does_not_get_it(typing: Any) -> None:
    client, address, form, house = typing
    give_second_factor(house.second_caseworker.id, SECRET)
    run_out()
    client.post(address, form)
    sign_in(client, house.second_caseworker)
    assert "wept" not in client.get(address).content.decode()
    client.post("/sign-out/")
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        sign_in(client, house.caseworker)
        assert "wept" not in client.get(address).content.decode()


@pytest.mark.parametrize(("minutes", "is_there"), [(14, True), (30, True), (58, True), (61, False)])
def test_it_is_kept_for_an_hour_as_the_page_says(typing: Any, minutes: int, is_there: bool) -> None:
    """Whoever comes back from a meeting half an hour later, to the tab as they left it."""
    client, address, form, house = typing
    run_out()
    assert "kept for you for an hour" in client.post(address, form).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        sign_in(client, house.caseworker)
        assert ("wept" in client.get(address).content.decode()) is is_there
        data = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value).load()
        assert ("typed" in data) is is_there


def test_after_an_hour_it_is_not_shown(typing: Any) -> None:
    client, address, form, house = typing
    run_out()
    client.post(address, form)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        sign_in(client, house.caseworker)
        assert "wept" not in client.get(address).content.decode()


def test_a_session_that_was_ended_on_purpose_keeps_nothing(typing: Any) -> None:
    client, address, form, _house = typing
    SignedInSession.objects.all().delete()
    told = client.post(address, form).content.decode()
    assert "Copy what you need" in told
    assert "wept" in told


def test_what_was_typed_to_confirm_is_not_kept_and_the_rest_is(typing: Any) -> None:
    client, address, form, house = typing
    run_out()
    told = client.post(address, {**form, "confirm-password": "cows graze", "confirm-code": "123456"}).content.decode()
    assert "wept" in told
    assert "cows graze" not in told
    sign_in(client, house.caseworker)
    shown = client.get(address).content.decode()
    assert "wept" in shown
    assert "cows graze" not in shown


def test_too_much_to_keep_is_shown_to_be_copied(typing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, address, form, _house = typing
    monkeypatch.setattr("opennrm.web.kept_typing.LARGEST", 10)
    run_out()
    assert "Copy what you need" in client.post(address, form).content.decode()


def test_every_page_with_a_form_takes_what_was_typed() -> None:
    """`Page.post` demands it of each; here, that none goes around it."""
    views = [
        pattern.callback
        for resolver in get_resolver().url_patterns
        for pattern in getattr(resolver, "url_patterns", [])
        if isinstance(pattern.callback, Page) and not pattern.callback.policy.is_public
    ]
    assert sum("POST" in view.methods for view in views) > 40

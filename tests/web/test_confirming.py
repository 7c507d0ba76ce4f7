"""Step-up: what matters waits until somebody confirms that it is they, and nothing typed is lost by it."""

from __future__ import annotations

import html
import re
import time
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from opennrm.audit.models import EventRow
from opennrm.partners.models import Account
from opennrm.partners.second_factor import give_second_factor
from opennrm.partners.sessions import SessionStore
from opennrm.web.guard import Page
from tests.factories import partners, referrals

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
REASONS = 'He said "no" & wept.\nThen <nothing> more.\n'
pytestmark = pytest.mark.django_db


def code(*, later: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + later))


def confirmed_long_ago(client: Client, minutes: float = 5.1) -> None:
    """Move the session's confirmation into the past."""
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{**each, "at": each["at"] - minutes * 60} for each in records]
    session.save()


def hidden(page: str) -> dict[str, str]:
    """The form that the page holds."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {html.unescape(name): html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def answer(**more: str) -> dict[str, str]:
    return {"confirm-password": partners.PASSWORD, "confirm-code": code(), **more}


@pytest.fixture
def deciding() -> tuple[Client, str, dict[str, str], Any]:
    """A caseworker whose confirmation is old, and a decision typed."""
    house = referrals.house()
    reference = house.adult()
    give_second_factor(house.caseworker.id, SECRET)
    client = partners.client_for(house.caseworker)
    confirmed_long_ago(client)
    form = {"outcome": "negative", "reasons": REASONS, "version": str(house.case(reference).version)}
    return client, f"/cases/{reference}/reasonable-grounds/", form, house


def decided() -> int:
    return EventRow.objects.filter(kind="ReasonableGroundsPutForward").count()


@pytest.mark.proves("7.5.3")
def test_a_decision_waits_until_confirmed_and_goes_on_as_typed(deciding: Any) -> None:
    client, address, form, _house = deciding
    asked = client.post(address, form)
    said = asked.content.decode()
    assert asked.status_code == 403
    assert "was not received yet" in said
    assert decided() == 0
    assert hidden(said) == form
    assert f'action="{address}"' in said
    sent = client.post(address, {**hidden(said), **answer()})
    assert sent.status_code == 302
    assert decided() == 1
    again = client.get(address).content.decode()
    assert html.escape(REASONS.strip(), quote=False).replace('"', "&#34;").splitlines()[0] in again


def test_what_is_wrong_is_said_at_its_field_and_the_form_still_waits(deciding: Any) -> None:
    client, address, form, _house = deciding
    for wrong, field in ((answer(**{"confirm-password": "guess"}), "confirm-password"), (
        answer(**{"confirm-code": "000000" if code() != "000000" else "111111"}), "confirm-code")):  # fmt: skip
        told = client.post(address, {**form, **wrong}).content.decode()
        assert f'id="{field}-error"' in told
        assert hidden(told) == form
        assert partners.PASSWORD not in told
    assert decided() == 0
    assert EventRow.objects.filter(kind="SignInRefused").count() == 2


@pytest.mark.proves("7.2.4")
def test_one_confirmation_serves_five_minutes_under_a_new_session_key(deciding: Any) -> None:
    client, address, form, _house = deciding
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(address, {**form, **answer()})
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert after != before
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get("/account/").status_code == 302
    confirmed_long_ago(client, 4.8)
    assert client.post(address, form).status_code != 403
    confirmed_long_ago(client, 0.4)
    assert client.post(address, form).status_code == 403


def test_signing_in_a_moment_ago_is_a_confirmation() -> None:
    client = partners.client_for(partners.account("administrator"))
    assert client.post("/people/invite/", {}).status_code == 422
    confirmed_long_ago(client)
    assert client.post("/people/invite/", {}).status_code == 403


def test_a_session_without_a_second_factor_is_not_confirmed() -> None:
    client = partners.client_for(partners.account("administrator"))
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = session[AUTHENTICATION_METHODS_SESSION_KEY][:1]
    session.save()
    assert client.post("/people/invite/", {}).status_code == 403


def analyst() -> tuple[Account, Client]:
    who = partners.account("manager")
    give_second_factor(who.id, SECRET)
    client = partners.client_for(who)
    return who, client


def test_a_file_waits_when_it_is_opened_and_one_is_led_to_it() -> None:
    _who, client = analyst()
    address = next(iter(re.findall(r'href="(/[^"]+\.csv)"', client.get("/figures/").content.decode())))
    assert client.get(address).status_code == 200
    confirmed_long_ago(client)
    asked = client.get(address)
    assert asked.status_code == 403
    assert 'action="/account/confirm/"' in asked.content.decode()
    sent = client.post("/account/confirm/", {**hidden(asked.content.decode()), **answer()})
    assert sent.headers["Location"] == address
    assert client.get(address).status_code == 200


EVIL = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "",
    "\thttps://evil.example",
)


@pytest.mark.parametrize("evil", EVIL)
def test_nobody_is_led_to_another_host(evil: str) -> None:
    _who, client = analyst()
    assert client.post("/account/confirm/", answer(**{"confirm-next": evil})).headers["Location"] == "/account/"


@pytest.mark.proves("7.5.3")
def test_every_page_that_decides_exports_or_raises_somebody_asks() -> None:
    asking = {
        pattern.name
        for resolver in get_resolver().url_patterns
        for pattern in getattr(resolver, "url_patterns", [])
        if isinstance(pattern.callback, Page) and pattern.callback.confirmed
    }
    wanted = {"give_role", "end_role", "close_account", "invite", "dossier", "figures_csv", "serve_reasonable_grounds"}
    wanted |= {"decide_redaction", "let_notification_in", "release_disclosure", "take_disclosure"}
    wanted |= {"records_to_decide", "erasures_to_confirm", "hold_record", "end_hold"}
    assert wanted <= asking

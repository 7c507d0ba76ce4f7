"""However often somebody begins to sign in, nothing is kept and nobody behind the same address is shut out."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import get_state
from django.conf import settings as house_settings
from django.test import Client
from fido2.utils import websafe_encode

from opennrm.audit.models import EventRow
from opennrm.partners.models import Account, SignedInSession, Tries
from opennrm.partners.sessions import SessionStore
from tests.factories.issuer import Issuer
from tests.web.account.test_with_organisation import begin, comes_back, signed_in

pytestmark = pytest.mark.django_db


def all_that_is_kept() -> tuple[int, int]:
    return SignedInSession.objects.count(), Tries.objects.count()


@pytest.mark.proves("AUTH-02")
def test_however_often_one_network_begins_nothing_is_kept_and_nobody_behind_it_is_shut_out(
    who: Account, server: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two thousand people start work behind one address at nine, or one machine there begins without end."""
    monkeypatch.setattr("opennrm.web.trying.LIMIT_OF_ADDRESS", 5)
    colleague = Client()
    comes_back(colleague, who, server)
    kept = all_that_is_kept()
    by_script = {"X-Requested-With": "XMLHttpRequest"}
    for _ in range(12):
        assert Client().get(f"/sign-in/with/{who.organisation.slug}/").status_code == 302
        assert Client().get("/sign-in/passkey/", headers=by_script).status_code == 200
    assert all_that_is_kept() == kept
    newcomer = Client()
    assert newcomer.get("/sign-in/passkey/", headers=by_script).status_code == 200
    comes_back(newcomer, who, server)
    assert signed_in(newcomer)
    begin(colleague, who, confirm="1")
    assert signed_in(colleague)


@pytest.mark.proves("AUTH-02")
def test_however_often_somebody_comes_back_with_worthless_answers_no_more_is_kept(who: Account, server: Issuer) -> None:
    """One row for the network, in which the refusals are counted, and no other."""
    by_script = {"X-Requested-With": "XMLHttpRequest"}
    for number in range(8):
        client = Client()
        state = parse_qs(urlsplit(begin(client, who)).query)["state"][0]
        slug = who.organisation.slug
        assert client.get(f"/sign-in/with/{slug}/back/?code={number}&state={state}").status_code == 403
        client.get("/sign-in/passkey/", headers=by_script)
        assert client.post("/sign-in/passkey/", {"credential": "{}"}).status_code == 403
    assert all_that_is_kept() == (0, 1)


@pytest.mark.proves("AUTH-02")
def test_two_tabs_that_begin_to_sign_in_both_come_back(who: Account, server: Issuer) -> None:
    client = Client()
    first, second = begin(client, who, next="/people/"), begin(client, who, next="/people/invite/")
    other_way = begin(client, who, next="/cases/")
    assert client.get(server.agrees(first)).headers["Location"] == "/people/"
    assert signed_in(client)
    assert client.get(server.agrees(second)).headers["Location"] == "/people/invite/"
    assert client.get(server.agrees(other_way)).headers["Location"] == "/cases/"
    assert not EventRow.objects.filter(kind="SignInRefused").exists()


def test_two_tabs_that_confirm_both_come_back(who: Account, server: Issuer) -> None:
    client = Client()
    comes_back(client, who, server)
    first, second = (
        begin(client, who, confirm=1, next="/people/"),
        begin(client, who, confirm=1, next="/people/invite/"),
    )
    assert client.get(server.agrees(second)).headers["Location"] == "/people/invite/"
    assert client.get(server.agrees(first)).headers["Location"] == "/people/"


def test_a_tab_that_fails_leaves_the_other_one_as_it_is(who: Account, server: Issuer) -> None:
    client = Client()
    first, second = begin(client, who), begin(client, who)
    state = parse_qs(urlsplit(first).query)["state"][0]
    assert client.get(f"/sign-in/with/{who.organisation.slug}/back/?error=denied&state={state}").status_code == 403
    client.get(server.agrees(second))
    assert signed_in(client)


def test_two_tabs_that_ask_for_a_passkey_are_told_apart_by_their_challenge(
    who: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    passkey = Authenticator.objects.create(user=who, type="webauthn", data={"name": "Key", "credential": {}})

    def complete(*_: Any) -> Authenticator:
        seen.append((get_state() or {})["challenge"])
        return passkey

    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.complete_authentication", complete)
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.parse_authentication_response", lambda _: None)
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.extract_user_from_response", lambda _: who)
    client = Client()
    asked = [client.get("/sign-in/passkey/", headers={"X-Requested-With": "XMLHttpRequest"}).json() for _ in range(2)]
    challenges = [each["request_options"]["publicKey"]["challenge"] for each in asked]
    for challenge in challenges:
        said = websafe_encode(json.dumps({"challenge": challenge}).encode())
        tab = Client()
        tab.cookies.update(client.cookies)
        tab.post("/sign-in/passkey/", {"credential": json.dumps({"response": {"clientDataJSON": said}})})
    assert seen == challenges


def test_what_was_begun_can_be_finished_once(who: Account, server: Issuer) -> None:
    client = Client()
    way_back = server.agrees(begin(client, who))
    begun = {name: each.value for name, each in client.cookies.items() if "begun" in name}
    assert begun
    client.get(way_back)
    assert signed_in(client)
    again = Client()
    again.cookies.load(begun)
    assert again.get(way_back).status_code == 403
    assert not signed_in(again)


def test_a_cookie_that_nobody_here_made_begins_nothing(who: Account, server: Issuer) -> None:
    for value in ("", "x", "e30", "ä", "=" * 5000):
        client = Client()
        begin(client, who)
        for name in [each for each in client.cookies if "begun" in each]:
            client.cookies[name] = value
        assert client.get(f"/sign-in/with/{who.organisation.slug}/back/?code=1&state=x").status_code == 403


def test_what_waited_in_the_session_is_there_after_signing_in(who: Account, server: Issuer) -> None:
    """What somebody typed when their session ran out waits in the browser's session and stays where it is."""
    client = Client()
    session = SessionStore()
    session["typed"] = {"account": str(who.id), "address": "/", "because": "", "at": time.time(), "typed": ""}
    session.save()
    client.cookies[house_settings.SESSION_COOKIE_NAME] = str(session.session_key)
    comes_back(client, who, server)
    assert signed_in(client)
    assert "typed" in client.session


def test_the_cookie_of_a_beginning_fits_into_any_browser(who: Account, server: Issuer) -> None:
    """They keep 4,096 bytes of each. An address that is longer than any of ours leads to the first page instead."""
    for address in ("/" + "a" * 499, "/" + "é" * 249, "/" + "a" * 9000):
        client = Client()
        location = begin(client, who, next=address)
        (size,) = [len(each.value) for name, each in client.cookies.items() if "begun" in name]
        assert size < 3500
        led = client.get(server.agrees(location)).headers["Location"]
        assert len(led) > 400 or len(address) > 500

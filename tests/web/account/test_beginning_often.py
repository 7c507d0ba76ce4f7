"""However often somebody begins to sign in, nothing is kept and nobody behind the same address is shut out."""

from __future__ import annotations

import time

import pytest
from django.conf import settings as house_settings
from django.test import Client

from opennrm.partners.models import Account, SignedInSession
from opennrm.partners.sessions import SessionStore
from tests.factories.issuer import Issuer
from tests.web.account.test_with_organisation import begin, comes_back, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.proves("AUTH-02")
def test_however_often_one_network_begins_nothing_is_kept_and_nobody_behind_it_is_shut_out(
    who: Account, server: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two thousand people start work behind one address at nine, or one machine there begins without end."""
    monkeypatch.setattr("opennrm.web.trying.LIMIT_OF_ADDRESS", 5)
    colleague = Client()
    comes_back(colleague, who, server)
    kept = SignedInSession.objects.count()
    by_script = {"X-Requested-With": "XMLHttpRequest"}
    for _ in range(12):
        assert Client().get(f"/sign-in/with/{who.organisation.slug}/").status_code == 302
        assert Client().get("/sign-in/passkey/", headers=by_script).status_code == 200
    assert SignedInSession.objects.count() == kept
    newcomer = Client()
    assert newcomer.get("/sign-in/passkey/", headers=by_script).status_code == 200
    comes_back(newcomer, who, server)
    assert signed_in(newcomer)
    begin(colleague, who, confirm="1")
    assert signed_in(colleague)


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

"""Sessions: a new one at each sign-in, over after 15 minutes unused or 12 hours, ended by their owner."""

from __future__ import annotations

import re
import runpy
import time
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as house_settings
from django.test import Client
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.notifications.models import Message
from opennrm.partners.actions import deactivate_account
from opennrm.partners.models import Account, SignedInSession
from opennrm.partners.second_factor import give_second_factor
from opennrm.partners.sessions import kept_key
from tests.factories import partners as made

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
pytestmark = pytest.mark.django_db


def person(*roles: str) -> Account:
    who = made.account(*roles, second_factor=False)
    give_second_factor(who.id, SECRET)
    return who


def sign_in(who: Account, client: Client | None = None, **more: Any) -> Client:
    client = client or Client(**more)
    client.post("/sign-in/", {"login": who.email, "password": made.PASSWORD})
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302
    return client


def key_of(client: Client) -> str:
    return client.cookies[house_settings.SESSION_COOKIE_NAME].value


def with_key(key: str) -> Client:
    client = Client()
    client.cookies[house_settings.SESSION_COOKIE_NAME] = key
    return client


@pytest.mark.proves("SES-01", "7.2.4", "7.4.1")
def test_a_session_set_before_signing_in_is_not_the_one_after_and_none_works_after_signing_out() -> None:
    who = person("administrator")
    client = Client()
    client.post("/sign-in/", {"login": who.email, "password": made.PASSWORD})
    planted = key_of(client)
    sign_in(who, client)
    own = key_of(client)
    assert own != planted
    assert len(own) >= 26  # of 36 letters and digits: more than 128 bits
    assert with_key(planted).get("/people/").status_code == 302
    assert client.get("/people/").status_code == 200
    client.post("/sign-out/")
    for key in (planted, own):
        assert with_key(key).get("/people/").status_code == 302


@pytest.mark.proves("SES-01", "7.2.2")
def test_a_made_up_session_is_never_taken_on() -> None:
    client = with_key("a" * 32)
    client.post("/sign-in/", {"login": person("administrator").email, "password": made.PASSWORD})
    assert key_of(client) != "a" * 32
    assert not SignedInSession.objects.filter(session_key__in=["a" * 32, kept_key("a" * 32)]).exists()


@pytest.mark.proves("SES-02", "7.3.1")
def test_unused_for_15_minutes_it_is_over() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = sign_in(person("administrator"))
        for _ in range(3):
            clock.shift(timedelta(minutes=13))
            assert client.get("/people/").status_code == 200
        clock.shift(timedelta(minutes=15, seconds=1))
        assert client.get("/people/").status_code == 302


@pytest.mark.proves("SES-02", "7.3.2")
def test_after_12_hours_it_is_over_however_much_it_was_used() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = sign_in(person("administrator"))
        for _ in range(12 * 6 - 1):
            clock.shift(timedelta(minutes=10))
            assert client.get("/people/").status_code == 200
        session = SignedInSession.objects.get(session_key=kept_key(key_of(client)))
        assert session.expire_date == NOON + timedelta(hours=12)
        clock.shift(timedelta(minutes=10, seconds=1))
        assert client.get("/people/").status_code == 302


@pytest.mark.proves("SES-02", "7.3.2")
def test_confirming_gives_a_new_session_and_no_longer_day() -> None:
    who = person("administrator")
    with time_machine.travel(NOON, tick=False) as clock:
        client = sign_in(who)
        clock.shift(timedelta(minutes=10))
        before = key_of(client)
        code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
        sent = client.post("/account/confirm/", {"confirm-password": made.PASSWORD, "confirm-code": code})
        assert sent.status_code == 302
        assert key_of(client) != before
        assert SignedInSession.objects.get(session_key=kept_key(key_of(client))).expire_date == NOON + timedelta(
            hours=12
        )


@pytest.mark.proves("SES-05", "7.5.2")
def test_one_sees_ones_sessions_and_ends_one() -> None:
    who = person("administrator")
    here, there = sign_in(who, HTTP_USER_AGENT=FIREFOX), made.client_for(who)
    shown = here.get("/account/sessions/").content.decode()
    assert "Firefox on Windows (this one)" in shown
    assert "127.0.0.1" not in shown
    keys = [key_of(here), key_of(there), *SignedInSession.objects.values_list("session_key", flat=True)]
    assert not any(key in shown for key in keys)
    other = re.findall(r'name="session" value="(\w{32})"', shown)[-1 if "this one" in shown.split("End it")[0] else 0]
    assert here.post("/account/sessions/", {"session": other}).status_code == 302
    assert there.get("/people/").status_code == 302
    assert here.get("/people/").status_code == 200
    event = EventRow.objects.get(kind="SessionsEnded")
    assert (event.subject, event.actor) == (str(who.id), who.id)


@pytest.mark.proves("SES-05", "7.4.3", "7.5.2")
def test_one_ends_all_but_this() -> None:
    who, stranger = person("administrator"), made.client_for(made.account("administrator"))
    here, others = sign_in(who), [made.client_for(who) for _ in range(3)]
    here.post("/account/sessions/", {"session": "others"})
    assert [each.get("/people/").status_code for each in others] == [302] * 3
    assert here.get("/people/").status_code == 200
    assert stranger.get("/people/").status_code == 200


def test_nobody_ends_a_session_of_another() -> None:
    who, thief = person("administrator"), made.client_for(made.account("administrator"))
    client = sign_in(who)
    theirs = re.findall(r'name="session" value="(\w{32})"', client.get("/account/sessions/").content.decode())[0]
    assert thief.post("/account/sessions/", {"session": theirs}).status_code == 404
    assert client.get("/people/").status_code == 200


@pytest.mark.proves("SES-05", "7.4.2")
def test_a_closed_accounts_sessions_end_at_once() -> None:
    who = person("administrator")
    by = made.account("administrator", of=who.organisation)
    clients = [sign_in(who), made.client_for(who)]
    deactivate_account(account_id=who.id, by=made.actor(by), at=timezone.now())
    assert [each.get("/people/").status_code for each in clients] == [302, 302]
    assert not SignedInSession.objects.filter(account_id=who.id).exists()


@pytest.mark.proves("6.3.5")
def test_somebody_is_told_of_a_new_browser_and_not_of_their_own() -> None:
    who = person("administrator")
    with time_machine.travel(NOON, tick=False) as clock:
        own = sign_in(who, HTTP_USER_AGENT=FIREFOX)
        assert not Message.objects.exists()
        clock.shift(timedelta(minutes=1))
        own.post("/sign-out/")
        sign_in(who, own)
        assert not Message.objects.exists()
        clock.shift(timedelta(minutes=1))
        sign_in(who, HTTP_USER_AGENT="curl/8")
        told = Message.objects.get()
        assert (told.recipient_id, told.line) == (who.id, "look_at_sign_in")
        assert EventRow.objects.filter(kind="NewBrowserMet", subject=str(who.id)).count() == 1
        shown = own.get("/account/sessions/").content.decode()
        assert "A browser: first on 3 March 2026 at 12:02" in shown


@pytest.mark.proves("6.3.7")
def test_somebody_is_told_of_a_changed_password() -> None:
    who = person("administrator")
    new = "river cows by graze"
    made.client_for(who).post("/account/password/", {"oldpassword": made.PASSWORD, "password1": new, "password2": new})
    assert Message.objects.get().line == "look_at_sign_in"


def test_staying_signed_in_is_a_use_and_says_until_when() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = sign_in(person("administrator"))
        clock.shift(timedelta(minutes=14))
        assert "3 March 2026 at 12:29" in client.get("/account/stay/").content.decode()
        clock.shift(timedelta(minutes=14))
        assert client.get("/people/").status_code == 200


def test_every_page_of_somebody_signed_in_warns_two_minutes_before(settings: Any) -> None:
    client = made.client_for(person("administrator"))
    assert "nrm-idle--tens-1 nrm-idle--units-3" in client.get("/people/").content.decode()
    settings.IDLE_MINUTES = 30
    assert "nrm-idle--tens-2 nrm-idle--units-8" in client.get("/people/").content.decode()
    assert "nrm-idle" not in Client().get("/sign-in/").content.decode()


@pytest.mark.proves("SES-04")
def test_signing_out_tells_the_browser_to_forget() -> None:
    client = sign_in(person("administrator"))
    assert client.post("/sign-out/").headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.fixture
def over_https(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cookies' settings as they are where the public address is an https one."""
    monkeypatch.setenv("OPENNRM_PUBLIC_ADDRESS", "https://nrm.example")
    monkeypatch.setenv("OPENNRM_HOSTS", "nrm.example,testserver")
    read = runpy.run_path(str(Path(house_settings.ROOT) / "src/opennrm/config/settings.py"))
    for name in read:
        if "COOKIE" in name:
            setattr(settings, name, read[name])


@pytest.mark.proves("SES-06", "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.5")
@pytest.mark.usefixtures("over_https")
def test_every_cookie_is_bound_to_the_host_and_out_of_reach() -> None:
    who, client, sent = person("administrator"), Client(), SimpleCookie[str]()
    for answer in (
        client.get("/sign-in/", secure=True),
        client.post("/sign-in/", {"login": who.email, "password": made.PASSWORD}, secure=True),
        client.post(
            "/sign-in/code/", {"code": format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))}, secure=True
        ),
        client.post("/sign-out/", secure=True),
    ):
        sent.load("; ".join(morsel.OutputString() for morsel in answer.cookies.values() if morsel.value))
        for name, cookie in answer.cookies.items():
            assert name.startswith("__Host-"), name
            assert len(cookie.OutputString()) < 4096
            if cookie.value:
                assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict"), name
            assert cookie["path"] == "/"
            assert not cookie["domain"]
    assert {"__Host-session", "__Host-browser", "__Host-csrf"} <= set(client.cookies)

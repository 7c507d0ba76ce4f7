"""Signing in: password, second factor, guessing, and what is recorded of it."""

from __future__ import annotations

import logging
import re
import time
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.audit.queries import latest_events
from opennrm.mechanism.events import told
from opennrm.partners.models import Account, Organisation, SignedInSession
from opennrm.partners.second_factor import give_second_factor
from opennrm.web.trying import spelled
from tests.factories import partners as made

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


def code(secret: str = SECRET, *, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def wrong_code(secret: str = SECRET) -> str:
    right = {code(secret, later=step) for step in range(-2, 3)}
    return next(guess for guess in ("000000", "111111", "222222", "333333", "444444", "555555") if guess not in right)


def person(*roles: str, **more: Any) -> Account:
    who = made.account(*roles, second_factor=False, **more)
    give_second_factor(who.id, SECRET)
    return who


def send_password(client: Client, email: str, password: str = made.PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def sign_in(client: Client, who: Account, **more: str) -> Any:
    response = send_password(client, who.email, **more)
    assert response.headers["Location"] == "/sign-in/code/", response.content
    return client.post("/sign-in/code/", {"code": code()})


def kinds() -> list[str]:
    return list(EventRow.objects.order_by("seq").values_list("kind", flat=True))


def told_now() -> list[str]:
    return [told(event.kind, event.facts) for event in reversed(latest_events(100))]


def main_of(response: Any) -> str:
    found = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert found
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|value="[^"]*@[^"]*"', "", found.group())


def test_somebody_signs_in_with_password_and_code_and_it_is_recorded() -> None:
    who, client = person("administrator"), Client()
    response = sign_in(client, who)
    assert response.status_code == 302
    assert client.get("/people/").status_code == 200
    assert SignedInSession.objects.get(account_id=who.id)
    event = EventRow.objects.get(kind="SignedIn")
    assert (event.subject, event.actor) == (str(who.id), who.id)
    assert who.email not in event.body
    assert told_now()[-1] == "Signed in with password and code."


def test_the_password_alone_does_not_let_in() -> None:
    who, client = person("administrator"), Client()
    send_password(client, who.email)
    assert client.get("/people/").headers["Location"].startswith("/sign-in/")
    assert kinds() == []


def test_an_address_in_capitals_is_the_same_address() -> None:
    who, client = person("administrator"), Client()
    assert send_password(client, who.email.upper()).headers["Location"] == "/sign-in/code/"


def test_one_comes_back_to_the_page_one_asked_for() -> None:
    who, client = person("administrator"), Client()
    asked = client.get("/people/invite/").headers["Location"]
    page = client.get(asked)
    assert 'name="next" value="/people/invite/"' in page.content.decode()
    assert sign_in(client, who, next="/people/invite/").headers["Location"] == "/people/invite/"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_one_is_never_led_to_another_host(evil: str) -> None:
    assert sign_in(Client(), person("administrator"), next=evil).headers["Location"] == "/"


def test_unknown_wrong_closed_and_ended_look_the_same() -> None:
    closed, ended, known = person(), person(), person()
    Account.objects.filter(id=closed.id).update(is_active=False)
    Organisation.objects.filter(id=ended.organisation_id).update(ends_on=date(2020, 1, 1))
    answers = [
        send_password(Client(), "nobody@nowhere.example"),
        send_password(Client(), known.email, "something else entirely"),
        send_password(Client(), closed.email),
        send_password(Client(), ended.email),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({main_of(answer) for answer in answers}) == 1
    assert "do not belong together" in main_of(answers[0])
    subjects = set(EventRow.objects.filter(kind="SignInRefused").values_list("subject", flat=True))
    assert subjects == {"unknown", str(known.id), str(closed.id), str(ended.id)}


def test_a_wrong_code_is_refused_and_recorded() -> None:
    who, client = person(), Client()
    send_password(client, who.email)
    response = client.post("/sign-in/code/", {"code": wrong_code()})
    assert response.status_code == 200
    assert "This code is not right" in response.content.decode()
    assert kinds() == ["SignInRefused"]


def test_a_code_works_once() -> None:
    who = person()
    used = code()
    for client, lets_in in ((Client(), True), (Client(), False)):
        send_password(client, who.email)
        assert (client.post("/sign-in/code/", {"code": used}).status_code == 302) is lets_in


def test_a_recovery_code_works_once() -> None:
    who = person("administrator")
    client = made.client_for(who)
    assert client.post("/account/second-factor/recovery-codes/new/").status_code == 302
    shown = client.get("/account/second-factor/recovery-codes/").content.decode()
    codes = re.findall(r"<code>(\d+)</code>", shown)
    assert len(codes) == 10
    again = client.get("/account/second-factor/recovery-codes/").content.decode()
    assert codes[0] not in again
    for stranger, lets_in in ((Client(), True), (Client(), False)):
        send_password(stranger, who.email)
        assert (stranger.post("/sign-in/code/", {"code": codes[0]}).status_code == 302) is lets_in
    assert told_now()[:2] == [
        "New recovery codes were made; the earlier ones no longer work.",
        "Signed in with password and recovery code.",
    ]


def test_no_address_comes_into_the_logs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    who = person()
    for _ in range(12):
        send_password(Client(), who.email, "a wrong guess")
    told = "\n".join(record.getMessage() for record in caplog.records if "SELECT" not in record.getMessage())
    ours = [line for line in told.splitlines() if not re.search(r"INSERT|UPDATE|SELECT|DELETE", line)]
    assert who.email not in "\n".join(ours)


def test_a_sign_in_that_cannot_be_recorded_does_not_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    from opennrm.audit.record import NotRecorded

    def refuse(bodies: list[str]) -> None:
        raise NotRecorded

    who, client = person("administrator"), Client()
    send_password(client, who.email)
    monkeypatch.setattr("opennrm.audit.record._append", refuse)
    assert client.post("/sign-in/code/", {"code": code()}).status_code == 503
    monkeypatch.undo()
    assert client.get("/people/").status_code == 302


def test_signing_out_ends_the_session_at_once() -> None:
    who, client = person("administrator"), Client()
    sign_in(client, who)
    key = client.cookies["session"].value
    assert client.get("/sign-out/").status_code == 200
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    thief = Client()
    thief.cookies["session"] = key
    assert thief.get("/people/").status_code == 302
    assert kinds()[-1] == "SignedOut"


def test_the_session_gets_a_new_key_when_signing_in() -> None:
    who, client = person("administrator"), Client()
    send_password(client, who.email)
    before = client.cookies["session"].value
    client.post("/sign-in/code/", {"code": code()})
    assert client.cookies["session"].value != before


def test_the_first_sign_in_leads_to_setting_up_the_second_factor() -> None:
    who, client = made.account("administrator", second_factor=False), Client()
    assert send_password(client, who.email).status_code == 302
    assert client.get("/people/").headers["Location"] == "/account/second-factor/set-up/"
    page = client.get("/account/second-factor/set-up/").content.decode()
    shown = re.search(r'<code id="secret">([A-Z2-7 ]+)</code>', page)
    assert shown
    assert "data:image/svg+xml;base64," in page
    secret = shown.group(1).replace(" ", "")
    wrong = client.post("/account/second-factor/set-up/", {"code": wrong_code(secret)})
    assert secret in wrong.content.decode().replace(" ", "")
    done = client.post("/account/second-factor/set-up/", {"code": code(secret)})
    assert done.headers["Location"] == "/account/second-factor/recovery-codes/"
    assert client.get("/people/").status_code == 200
    assert client.get("/account/second-factor/set-up/").headers["Location"] == "/account/second-factor/"
    assert told_now() == ["Signed in with password.", "The second factor was set up."]
    kept = Authenticator.objects.get(user_id=who.id, type="totp").data["secret"]
    assert secret not in kept


@pytest.mark.parametrize(
    "address",
    [
        "/sign-in/",
        "/account/",
        "/account/password/",
        "/account/second-factor/",
        "/account/second-factor/recovery-codes/new/",
        "/account/confirm/",
    ],
)
def test_no_page_of_signing_in_may_be_kept(address: str) -> None:
    response = made.client_for(person("administrator")).get(address)
    assert response.status_code in (200, 302)
    assert "no-store" in response.headers["Cache-Control"]
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_there_is_no_sign_up() -> None:
    for address in ("/signup/", "/accounts/signup/", "/sign-up/", "/accounts/login/", "/password/reset/"):
        assert Client().get(address).status_code == 404


def test_an_attempt_is_counted_in_one_spelling() -> None:
    assert spelled(" Sam@X.Example ") == "sam@x.example"


def test_a_closed_account_is_out_at_the_next_request() -> None:
    who = person("administrator")
    client = made.client_for(who)
    assert client.get("/account/").status_code == 200
    Account.objects.filter(id=who.id).update(is_active=False)
    assert client.get("/account/").status_code == 302
    assert client.get("/account/second-factor/").status_code == 302


def test_last_sign_in_is_kept() -> None:
    who = person("administrator")
    sign_in(Client(), who)
    kept = Account.objects.get(id=who.id).last_login
    assert kept is not None
    assert (timezone.now() - kept).total_seconds() < 60

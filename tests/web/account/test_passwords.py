"""Changing one's password: a good one only, every other session ends, and it is recorded or does not happen."""

from __future__ import annotations

import re
import unicodedata

import pytest
from django.test import Client

from opennrm.audit.models import EventRow
from opennrm.audit.record import NotRecorded
from opennrm.partners.models import Account
from tests.factories import partners as made
from tests.web.test_confirming import confirmed_long_ago

pytestmark = pytest.mark.django_db
NEW = {"oldpassword": made.PASSWORD, "password1": "river cows by graze", "password2": "river cows by graze"}


@pytest.mark.proves("6.2.2", "7.4.3")
def test_a_changed_password_ends_every_other_session() -> None:
    who = made.account("administrator")
    here, elsewhere = made.client_for(who), made.client_for(who)
    response = here.post("/account/password/", NEW)
    assert response.status_code == 302
    event = EventRow.objects.get()
    assert (event.kind, event.subject, event.actor) == ("PasswordChanged", str(who.id), who.id)
    assert here.get("/people/").status_code == 200
    assert elsewhere.get("/people/").status_code == 302


@pytest.mark.parametrize("password", ["short", "x" * 129, "password1234"])
def test_a_weak_new_password_is_refused(password: str) -> None:
    client = made.client_for(made.account("administrator"))
    sent = {"oldpassword": made.PASSWORD, "password1": password, "password2": password}
    response = client.post("/account/password/", sent)
    assert response.status_code == 200
    assert "govuk-error-summary" in response.content.decode()


def test_a_password_whose_change_cannot_be_recorded_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(bodies: list[str]) -> None:
        raise NotRecorded

    who = made.account("administrator")
    client, before = made.client_for(who), Account.objects.get(id=who.id).password
    monkeypatch.setattr("opennrm.audit.record._append", refuse)
    assert client.post("/account/password/", NEW).status_code == 503
    assert Account.objects.get(id=who.id).password == before


ODD = "  \uff30äßwörd 😀 \u200bcafe\u0301 ﬁn  "


@pytest.mark.proves("AUTH-01", "6.2.8", "6.2.9", "6.2.5")
@pytest.mark.parametrize("password", ["ab " * 42 + "ab", "x7" * 64, ODD, "lower case letters only", "481516234210815"])
def test_a_password_is_taken_exactly_as_typed(password: str) -> None:
    who = made.account("administrator")
    sent = {"oldpassword": made.PASSWORD, "password1": password, "password2": password}
    assert len(password) <= 128
    assert made.client_for(who).post("/account/password/", sent).status_code == 302
    kept = Account.objects.get(id=who.id)
    assert kept.check_password(password)
    for other in {password.strip(), unicodedata.normalize("NFKC", password), password.lower(), password[:72]}:
        assert other == password or not kept.check_password(other)
    answer = Client().post("/sign-in/", {"login": who.email, "password": password})
    assert answer.headers["Location"] == "/sign-in/code/"


@pytest.mark.proves("6.2.1")
@pytest.mark.parametrize(("password", "is_taken"), [("cows by a river"[:14], False), ("cows by a river", True)])
def test_a_password_has_fifteen_characters(password: str, is_taken: bool) -> None:
    client = made.client_for(made.account("administrator"))
    answer = client.post(
        "/account/password/", {"oldpassword": made.PASSWORD, "password1": password, "password2": password}
    )
    assert (answer.status_code == 302) is is_taken


@pytest.mark.proves("AUTH-01", "6.2.3")
def test_the_password_that_is_there_has_to_be_known() -> None:
    who = made.account("administrator")
    assert made.client_for(who).post("/account/password/", {**NEW, "oldpassword": "a guess"}).status_code == 200
    assert Account.objects.get(id=who.id).check_password(made.PASSWORD)


@pytest.mark.proves("AUTH-01", "6.2.4", "6.2.12", "6.2.11", "6.1.2")
@pytest.mark.parametrize(
    "common",
    ["1234567890123", "Qwertyuiop123", "opennrm", "National-Referral1", "Police2026!Police", "organisation 2026"],
)
def test_what_everybody_would_guess_is_refused(common: str) -> None:
    who = made.account("administrator")
    sent = {"oldpassword": made.PASSWORD, "password1": common, "password2": common}
    assert made.client_for(who).post("/account/password/", sent).status_code == 200
    assert Account.objects.get(id=who.id).check_password(made.PASSWORD)


@pytest.mark.proves("AUTH-01", "6.2.6", "6.2.7")
@pytest.mark.parametrize("address", ["/sign-in/", "/account/password/", "/account/confirm/"])
def test_password_fields_hide_it_and_let_managers_and_pasting_be(address: str) -> None:
    client = made.client_for(made.account("administrator")) if "account" in address else Client()
    shown = client.get(address)
    fields = [each for each in re.findall(r"<input[^>]*>", shown.content.decode()) if "password" in each]
    assert fields
    for each in fields:
        assert 'type="password"' in each
        assert re.search(r'autocomplete="(current|new)-password"', each)
        assert "maxlength" not in each
        assert "onpaste" not in each


@pytest.mark.proves("7.5.1")
def test_at_an_unlocked_desk_nobody_changes_the_password_even_if_they_know_it() -> None:
    who = made.account("administrator")
    desk = made.client_for(who)
    confirmed_long_ago(desk)
    for asked in (desk.get("/account/password/"), desk.post("/account/password/", NEW)):
        assert asked.status_code == 403
        assert 'action="/account/confirm/"' in asked.content.decode()
        assert made.PASSWORD not in asked.content.decode()  # what was typed are secrets, and is not held
        assert NEW["password1"] not in asked.content.decode()
    assert Account.objects.get(id=who.id).check_password(made.PASSWORD)


@pytest.mark.proves("AUTH-02", "6.3.1")
def test_the_password_now_is_guessed_at_ten_times_at_most() -> None:
    who = made.account("administrator")
    desk = made.client_for(who)
    told = [
        desk.post("/account/password/", {**NEW, "oldpassword": f"a guess {number}"}).content.decode()
        for number in range(12)
    ]
    assert ["Too many wrong tries" in page for page in told] == [False] * 10 + [True] * 2
    assert "Too many" in desk.post("/account/password/", NEW).content.decode()
    assert Account.objects.get(id=who.id).check_password(made.PASSWORD)
    assert EventRow.objects.filter(kind="SignInRefused").count() == 11

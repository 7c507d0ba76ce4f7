"""Signing in with one's organisation, against a provider made here: a server of its own, with its own keys."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as house_settings
from django.test import Client

from opennrm.audit.models import EventRow
from opennrm.partners.models import Account, EmailDomain, Organisation, SignedInSession
from opennrm.partners.sessions import SessionStore
from opennrm.partners.sign_in_providers import Provider
from tests.factories import partners as made
from tests.factories.issuer import CLIENT, CLIENT_SECRET, SECRET, Issuer
from tests.web.test_confirming import confirmed_long_ago

pytestmark = pytest.mark.django_db


def begin(client: Client, who: Account, **asked: Any) -> str:
    answer = client.get(f"/sign-in/with/{who.organisation.slug}/", asked)
    assert answer.status_code == 302, answer.content
    return str(answer.headers["Location"])


def comes_back(client: Client, who: Account, server: Issuer, **asked: Any) -> Any:
    return client.get(server.agrees(begin(client, who, **asked)))


def signed_in(client: Client) -> bool:
    return bool(client.get("/people/").status_code == 200)


@pytest.mark.proves("6.8.1", "6.8.2", "6.8.4", "10.2.3")
def test_somebody_signs_in_with_the_second_factor_of_their_organisation(who: Account, server: Issuer) -> None:
    client = Client()
    location = begin(client, who, next="/people/invite/")
    asked = parse_qs(urlsplit(location).query)
    assert {"state", "nonce", "code_challenge", "scope", "redirect_uri"} <= set(asked)
    assert (asked["response_type"], asked["scope"]) == (["code"], ["openid email"])
    answer = client.get(server.agrees(location))
    assert answer.headers["Location"] == "/people/invite/"
    assert signed_in(client)
    assert '"how":"organisation"' in EventRow.objects.get(kind="SignedIn").body


def test_the_second_factor_there_stands_for_one_here(who: Account, server: Issuer) -> None:
    person = made.account("administrator", of=who.organisation, second_factor=False)
    server.says = {"email": person.email, "acr": "gold"}
    client = Client()
    comes_back(client, who, server)
    assert signed_in(client)


@pytest.mark.parametrize("says", [{"amr": ["pwd"]}, {"acr": "silver"}, {}])
def test_without_one_there_ours_is_asked(who: Account, server: Issuer, says: dict[str, Any]) -> None:
    server.says = {"email": who.email, **says}
    client = Client()
    assert comes_back(client, who, server).headers["Location"] == "/sign-in/code/"
    assert not signed_in(client)
    client.post("/sign-in/code/", {"code": format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))})
    assert signed_in(client)
    assert '"how":"organisation_and_code"' in EventRow.objects.get(kind="SignedIn").body


WRONG: dict[str, dict[str, Any]] = {
    "no e-mail": {"email": None},
    "not verified": {"email_verified": False},
    "verified in words": {"email_verified": "true"},
    "nobody here": {"email": "nobody@{domain}"},
    "another domain": {"email": "{stranger}"},
    "another issuer": {"iss": "https://evil.example"},
    "another audience": {"aud": "another"},
    "over": {"exp": int(time.time()) - 1000},
    "another nonce": {"nonce": "of another sign-in"},
    "no nonce": {"nonce": None},
    "methods that are no list": {"amr": "mfa", "auth_time": None},
    "no word of when it asked": {"auth_time": None},
    "asked in words": {"auth_time": "now"},
    "asked in a list": {"auth_time": [1]},
    "asked tomorrow": {"auth_time": int(time.time()) + 86_400},
    "asked yesterday": {"auth_time": int(time.time()) - 86_400},
}


@pytest.mark.proves("6.8.1", "6.8.2", "AUTH-03", "9.2.1", "10.1.2", "10.5.1", "10.5.3", "10.5.4")
@pytest.mark.parametrize("wrong", list(WRONG))
def test_whatever_is_wrong_signs_nobody_in_and_says_the_same(who: Account, server: Issuer, wrong: str) -> None:
    stranger = made.account("administrator")
    words = {"domain": who.email.split("@")[1], "stranger": stranger.email}
    said = {name: v.format(**words) if isinstance(v, str) else v for name, v in WRONG[wrong].items()}
    server.says = {"email": who.email, "amr": ["mfa"], **said}
    client = Client()
    answer = comes_back(client, who, server)
    assert answer.status_code == 403
    assert "You are not signed in" in answer.content.decode()
    assert not signed_in(client)
    assert EventRow.objects.filter(kind="SignInRefused").count() == 1
    Account.objects.filter(id=who.id).update(is_active=False)
    server.says = {"email": who.email, "amr": ["mfa"], "auth_time": int(time.time())}
    closed = comes_back(Client(), who, server)
    assert (closed.status_code, closed.content) == (answer.status_code, answer.content)


@pytest.mark.proves("6.8.2", "9.1.1", "9.1.2", "9.1.3")
@pytest.mark.parametrize("by", ["a stranger", "a shared secret", "nobody"])
def test_what_the_provider_did_not_sign_is_refused(who: Account, server: Issuer, by: str) -> None:
    server.signed_by = by
    client = Client()
    assert comes_back(client, who, server).status_code == 403
    assert not signed_in(client)


@pytest.mark.proves("10.1.2", "10.2.1")
def test_a_way_back_that_was_not_begun_here_is_refused(who: Account, server: Issuer) -> None:
    """Somebody else's code, or one's own a second time: no state, no sign-in."""
    begun_elsewhere = server.agrees(begin(Client(), who))
    assert Client().get(begun_elsewhere).status_code == 403
    back = server.agrees(begin(client := Client(), who))
    assert client.get(back.replace("state=", "state=x")).status_code == 403
    client = Client()
    back = server.agrees(begin(client, who))
    assert client.get(back).status_code == 302
    assert Client().get(back).status_code == 403


@pytest.mark.proves("10.2.2")
def test_people_of_a_provider_elsewhere_do_not_come_in_by_ours(who: Account, server: Issuer) -> None:
    """The provider of one organisation vouches for nobody of another, even where the domain is shared."""
    other = made.account("administrator")
    EmailDomain.objects.create(organisation=who.organisation, domain=other.email.split("@")[1])
    server.says = {"email": other.email, "amr": ["mfa"]}
    assert comes_back(Client(), who, server).status_code == 403


def test_an_organisation_that_left_signs_nobody_in(who: Account, server: Issuer) -> None:
    Organisation.objects.filter(id=who.organisation_id).update(ends_on="2020-01-01")
    assert comes_back(Client(), who, server).status_code == 403


def test_a_provider_that_is_away_is_told_and_the_password_still_works(who: Account, settings: Any) -> None:
    slug = who.organisation.slug
    settings.SIGN_IN_PROVIDERS = {slug: Provider(slug, "http://127.0.0.1:9", CLIENT, CLIENT_SECRET)}
    assert Client().get(f"/sign-in/with/{slug}/").status_code == 403
    assert Client().post("/sign-in/", {"login": who.email, "password": made.PASSWORD}).status_code == 302


@pytest.mark.proves("15.3.2")
def test_a_provider_that_leads_elsewhere_is_not_followed(who: Account, server: Issuer) -> None:
    server.leads_to = "/elsewhere"
    assert Client().get(f"/sign-in/with/{who.organisation.slug}/").status_code == 403
    assert server.asked == ["/.well-known/openid-configuration"]


@pytest.mark.proves("7.5.3")
def test_confirming_with_the_organisation_asks_anew_and_keeps_what_was_typed(who: Account, server: Issuer) -> None:
    client = Client()
    comes_back(client, who, server)
    confirmed_long_ago(client)
    form = {"email": "not an address", "name": "Robin <Vale>", "role": "", "team": ""}
    asked = client.post("/people/invite/", form)
    link = f"/sign-in/with/{who.organisation.slug}/?confirm=1&amp;next=%2Fpeople%2Finvite%2F"
    assert link in asked.content.decode()
    location = begin(client, who, confirm=1, next="/people/invite/")
    assert parse_qs(urlsplit(location).query)["prompt"] == ["login"]
    assert client.get(server.agrees(location)).headers["Location"] == "/people/invite/"
    assert "Robin &lt;Vale&gt;" in client.get("/people/invite/").content.decode()
    assert client.post("/people/invite/", form).status_code == 422
    assert EventRow.objects.filter(kind="ConfirmedAgain").count() == 1


@pytest.mark.parametrize(
    "says",
    [
        {"auth_time": 1_700_000_000},
        {"auth_time": None},
        {"auth_time": "soon"},
        {"auth_time": [1, 2]},
        {"auth_time": int(time.time()) + 86_400},
        {"amr": ["pwd"]},
        {"email": "another"},
    ],
)
def test_an_old_or_weak_or_another_ones_confirmation_counts_for_nothing(
    who: Account, server: Issuer, says: dict[str, Any]
) -> None:
    client = Client()
    comes_back(client, who, server)
    confirmed_long_ago(client)
    if says.get("email"):
        says = {"email": made.account("administrator", of=who.organisation).email}
    server.says = {"email": who.email, "amr": ["mfa"], **says}
    assert client.get(server.agrees(begin(client, who, confirm=1))).status_code == 403
    assert client.post("/people/invite/", {}).status_code == 403
    records = SessionStore(client.cookies[house_settings.SESSION_COOKIE_NAME].value)[AUTHENTICATION_METHODS_SESSION_KEY]
    assert not [each for each in records if each.get("reauthenticated")]


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_one_is_never_led_to_another_host(who: Account, server: Issuer, evil: str) -> None:
    assert comes_back(Client(), who, server, next=evil).headers["Location"] == "/"


def test_the_page_of_signing_in_offers_it_and_without_a_provider_nothing_is_asked_or_there(
    who: Account, server: Issuer, settings: Any
) -> None:
    shown = Client().get("/sign-in/?next=/people/").content.decode()
    assert f'href="/sign-in/with/{who.organisation.slug}/?next=/people/"' in shown
    settings.SIGN_IN_PROVIDERS = {}
    assert "Sign in with Org" not in Client().get("/sign-in/").content.decode()
    assert Client().get(f"/sign-in/with/{who.organisation.slug}/").status_code == 404
    assert server.asked == []


@pytest.mark.proves("7.5.3")
def test_signing_in_again_without_being_asked_there_confirms_nothing_here(who: Account, server: Issuer) -> None:
    """Whoever sits down at somebody's desk goes by their organisation once more, which lets them in silently."""
    server.says |= {"auth_time": int(time.time()) - 3600}
    client = Client()
    assert "max_age" in parse_qs(urlsplit(begin(client, who)).query)
    comes_back(client, who, server)
    assert signed_in(client)
    asked = client.post("/people/invite/", {"name": "Robin"})
    assert asked.status_code == 403
    assert "not received yet" in asked.content.decode()


@pytest.mark.proves("7.3.2")
def test_signing_in_again_silently_does_not_make_the_day_longer(who: Account, server: Issuer) -> None:
    server.says |= {"auth_time": int(time.time()) - 5 * 3600}
    client = Client()
    comes_back(client, who, server)
    left = SessionStore(client.cookies[house_settings.SESSION_COOKIE_NAME].value).get_expiry_age()
    assert 0 < left <= 7 * 3600


@pytest.mark.proves("10.5.2", "6.8.1")
def test_an_address_that_passed_to_somebody_else_there_does_not_open_the_account(who: Account, server: Issuer) -> None:
    comes_back(Client(), who, server)
    kept = Account.objects.get(id=who.id).provider_hash
    assert len(kept) == 64
    server.says |= {"sub": "2"}
    newcomer = Client()
    assert comes_back(newcomer, who, server).status_code == 403
    assert not signed_in(newcomer)
    server.says |= {"sub": "1"}
    client = Client()
    comes_back(client, who, server)
    assert signed_in(client)
    assert Account.objects.get(id=who.id).provider_hash == kept


def test_whoever_never_came_so_far_is_not_bound_by_an_unfinished_sign_in(who: Account, server: Issuer) -> None:
    server.says = {"email": who.email, "amr": ["pwd"], "sub": "somebody else"}
    comes_back(Client(), who, server)
    assert Account.objects.get(id=who.id).provider_hash == ""


def test_a_stranger_who_calls_the_way_back_without_end_leaves_nothing_behind(who: Account, server: Issuer) -> None:
    client = Client()
    for number in range(50):
        assert client.get(f"/sign-in/with/{who.organisation.slug}/back/?code={number}&state=x").status_code == 403
    assert not EventRow.objects.exists()
    assert not SignedInSession.objects.exists()

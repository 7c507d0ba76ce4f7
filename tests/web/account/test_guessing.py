"""Guessing passwords and codes: at most ten a quarter of an hour at one account, and its owner still comes in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client

from opennrm.audit.models import EventRow
from opennrm.partners import signing_in as in_question
from opennrm.partners.models import Account, SignedInSession
from opennrm.partners.second_factor import give_second_factor
from tests.factories import partners as made

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db
TRIED = "tried"


def code(*, later: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + later))


def wrong_codes() -> Iterator[str]:
    right = {code(later=step) for step in range(-3, 4)}
    return (guess for guess in (f"{number:06}" for number in range(1000)) if guess not in right)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often a password was held against an account's; the cheap hasher of these tests keeps 600 guesses quick."""
    counted: dict[str, int] = {}
    real = in_question.account_with

    def counting(email: str, password: str, **more: Any) -> Account | None:
        counted[email] = counted.get(email, 0) + 1
        return real(email, password, **more)

    monkeypatch.setattr("opennrm.web.account.signing_in.account_with", counting)
    return counted


@pytest.fixture(autouse=True)
def _a_cheap_hash(settings: Any) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    made._hashed.cache_clear()
    in_question._nobodys.cache_clear()
    yield
    made._hashed.cache_clear()
    in_question._nobodys.cache_clear()


def person() -> Account:
    who = made.account("administrator", second_factor=False)
    give_second_factor(who.id, SECRET)
    return who


def guess(email: str, number: int, *, addresses: int) -> Any:
    client = Client(REMOTE_ADDR=f"192.0.2.{number % addresses + 1}")
    return client.post("/sign-in/", {"login": email, "password": f"a wrong guess {number}"})


def browser_that_knows(who: Account) -> Client:
    """One in which its owner signed in and out before."""
    client = Client()
    client.post("/sign-in/", {"login": who.email, "password": made.PASSWORD})
    assert client.post("/sign-in/code/", {"code": code(later=-1)}).status_code == 302
    client.post("/sign-out/")
    return client


@pytest.mark.proves("AUTH-02", "6.1.1", "6.3.1")
@pytest.mark.parametrize("addresses", [1, 50])
def test_of_200_guesses_at_one_account_ten_are_tried_and_its_owner_comes_in(
    addresses: int, tried: dict[str, int]
) -> None:
    who = person()
    own = browser_that_knows(who)
    tried.clear()
    answers = [guess(who.email, number, addresses=addresses).status_code for number in range(200)]
    assert tried == {who.email: 10}
    assert answers == [200] * 10 + [429] * 190
    assert own.post("/sign-in/", {"login": who.email, "password": made.PASSWORD}).headers["Location"]
    assert own.post("/sign-in/code/", {"code": code()}).status_code == 302
    assert own.get("/people/").status_code == 200


@pytest.mark.proves("AUTH-02", "6.3.1")
@pytest.mark.parametrize("addresses", [1, 50])
def test_200_guesses_at_200_accounts_lock_nobody_out(addresses: int, tried: dict[str, int]) -> None:
    people = [f"person-{number}@north.example" for number in range(199)]
    who = person()
    for number, email in enumerate([*people, who.email]):
        assert guess(email, number, addresses=addresses).status_code == 200
    assert max(tried.values()) == 1
    beside = Client(REMOTE_ADDR="192.0.2.1")
    assert beside.post("/sign-in/", {"login": who.email, "password": made.PASSWORD}).headers["Location"]


@pytest.mark.proves("AUTH-02")
def test_one_address_that_guesses_without_end_shuts_out_nobody_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opennrm.web.trying.LIMIT_OF_ADDRESS", 30)
    who = person()
    own = browser_that_knows(who)
    answers = [guess(f"nobody-{number}@north.example", number, addresses=1).status_code for number in range(40)]
    assert answers == [200] * 40
    colleague = Client(REMOTE_ADDR="192.0.2.1")
    assert colleague.post("/sign-in/", {"login": who.email, "password": made.PASSWORD}).headers["Location"]
    assert [guess(who.email, 0, addresses=1).status_code for _ in range(4)] == [200] * 2 + [429] * 2
    assert guess(who.email, 1, addresses=2).status_code == 200  # 192.0.2.2 is another network
    sent = own.post("/sign-in/", {"login": who.email, "password": made.PASSWORD}, REMOTE_ADDR="192.0.2.1")
    assert sent.headers["Location"] == "/sign-in/code/"


@pytest.mark.proves("AUTH-02")
def test_whoever_floods_their_own_network_uses_up_nobodys_tries_behind_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("opennrm.web.trying.LIMIT_OF_ADDRESS", 5)
    who = person()
    for number in range(20):  # 192.0.2.1 and 192.0.2.2 are both past what one network is given
        guess(f"nobody-{number}@north.example", number, addresses=2)
    assert [guess(who.email, 0, addresses=1).status_code for _ in range(3)] == [200, 200, 429]
    beside = Client(REMOTE_ADDR="192.0.2.2")
    assert beside.post("/sign-in/", {"login": who.email, "password": made.PASSWORD}).status_code == 302


def test_a_known_browser_is_counted_too() -> None:
    who = person()
    own = browser_that_knows(who)
    answers = [own.post("/sign-in/", {"login": who.email, "password": "a wrong guess"}) for _ in range(12)]
    assert [each.status_code for each in answers] == [200] * 10 + [429] * 2


def test_somebodys_browser_is_not_a_known_browser_of_somebody_else(tried: dict[str, int]) -> None:
    thief, who = browser_that_knows(person()), person()
    tried.clear()
    for number in range(15):
        thief.post("/sign-in/", {"login": who.email, "password": f"a wrong guess {number}"})
    assert tried[who.email] == 10
    assert guess(who.email, 99, addresses=1).status_code == 429


def test_a_cookie_of_ones_own_making_is_no_known_browser() -> None:
    who = person()
    made_up = Client()
    for number in range(12):
        made_up.cookies[settings.BROWSER_COOKIE_NAME] = f"{number:040}"
        last = made_up.post("/sign-in/", {"login": who.email, "password": "a wrong guess"})
    assert last.status_code == 429


@pytest.mark.proves("AUTH-02", "6.6.3", "2.3.2")
def test_codes_are_counted_like_passwords_and_right_ones_do_not_count() -> None:
    who, guesser = person(), Client()
    own = browser_that_knows(who)
    guesser.post("/sign-in/", {"login": who.email, "password": made.PASSWORD})
    wrong = wrong_codes()
    told = [guesser.post("/sign-in/code/", {"code": next(wrong)}).content.decode() for _ in range(12)]
    assert ["Too many wrong tries" in page for page in told] == [False] * 10 + [True] * 2
    assert "Too many" in guesser.post("/sign-in/code/", {"code": code()}).content.decode()
    own.post("/sign-in/", {"login": who.email, "password": made.PASSWORD})
    assert own.post("/sign-in/code/", {"code": code()}).status_code == 302


def test_recovery_codes_are_counted_with_them() -> None:
    who, guesser = person(), Client()
    guesser.post("/sign-in/", {"login": who.email, "password": made.PASSWORD})
    told = [guesser.post("/sign-in/code/", {"code": f"{number:010}"}).content.decode() for number in range(12)]
    assert sum("Too many wrong tries" in page for page in told) == 2


@pytest.mark.proves("AUTH-03", "6.3.8")
def test_a_locked_account_and_a_locked_address_of_nobody_answer_in_the_same_bytes() -> None:
    who = person()
    locked = []
    for email in (who.email, "nobody@north.example"):
        for number in range(11):
            answer = guess(email, number, addresses=1)
        locked.append((answer.status_code, answer.content, sorted(answer.headers.items())))
    assert locked[0] == locked[1]
    assert b"Too many wrong sign-ins" in locked[0][1]
    assert set(EventRow.objects.filter(kind="SignInRefused").values_list("subject", flat=True)) == {
        str(who.id),
        "unknown",
    }


def test_one_subscriber_with_a_whole_network_of_addresses_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opennrm.web.trying.LIMIT_OF_ADDRESS", 5)
    who = person()
    for number in range(9):
        Client(REMOTE_ADDR=f"2001:db8:0:1::{number + 1:x}").post(
            "/sign-in/", {"login": f"nobody-{number}@north.example", "password": "a wrong guess"}
        )
    answers = [guess_from("2001:db8:0:1:ffff::1", who.email) for _ in range(3)]
    assert answers == [200, 200, 429]
    assert guess_from("2001:db8:0:2::1", who.email) == 200


def guess_from(address: str, email: str) -> int:
    return Client(REMOTE_ADDR=address).post("/sign-in/", {"login": email, "password": "a wrong guess"}).status_code


@pytest.mark.proves("16.3.3")
def test_whoever_goes_on_past_the_limit_is_in_the_history_once() -> None:
    who = person()
    for number in range(60):
        guess(who.email, number, addresses=1)
    reasons = [row.body for row in EventRow.objects.filter(kind="SignInRefused")]
    assert sum('"reason":"password"' in body for body in reasons) == 10
    assert sum('"reason":"locked"' in body for body in reasons) == 1


def test_a_stranger_does_not_fill_the_history_with_addresses_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opennrm.web.trying.LIMIT_OF_ADDRESS", 20)
    for number in range(60):
        assert guess(f"nobody-{number}@north.example", number, addresses=1).status_code == 200
    assert EventRow.objects.count() == 21  # the last says that it went on
    assert not SignedInSession.objects.exists()

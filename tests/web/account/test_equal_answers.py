"""Whether there is an account, and how it stands, cannot be told from an answer: neither its bytes nor its time."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opennrm.partners import actions
from opennrm.partners import signing_in as in_question
from opennrm.partners.models import Account, Invitation, Organisation
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
VARY = ("Content-Length", "Expires")
"""The one follows from the length of the address that was typed, the other from the second."""
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def known() -> str:
    return made.account().email


def closed() -> str:
    who = made.account()
    Account.objects.filter(id=who.id).update(is_active=False)
    return who.email


def ended() -> str:
    who = made.account()
    Organisation.objects.filter(id=who.organisation_id).update(ends_on=date(2020, 1, 1))
    return who.email


def without_password() -> str:
    who = made.account()
    Account.objects.filter(id=who.id).update(password="!")
    return who.email


def unknown() -> str:
    return known().replace("person", "nobody")


def answer(email: str, password: str) -> tuple[int, bytes, list[tuple[str, str]], list[str]]:
    """Everything that comes back, but for the token against forgery and the address that was typed."""
    response = Client().post("/sign-in/", {"login": email, "password": password})
    body = TOKEN.sub(b"", response.content).replace(email.encode(), b"")
    headers = sorted((name, value) for name, value in response.headers.items() if name not in VARY)
    return response.status_code, body, headers, sorted(response.cookies)


@pytest.mark.proves("AUTH-03", "6.3.8")
def test_every_account_that_does_not_sign_in_answers_in_the_same_bytes() -> None:
    answers = [
        answer(unknown(), made.PASSWORD),
        answer(known(), "a wrong guess"),
        answer(closed(), made.PASSWORD),
        answer(closed(), "a wrong guess"),
        answer(ended(), made.PASSWORD),
        answer(without_password(), made.PASSWORD),
    ]
    for each in answers[1:]:
        assert each == answers[0]
    assert b"do not belong together" in answers[0][1]


def test_an_answer_that_differs_by_a_word_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault that the test above is for: whoever is closed is told so."""
    real = in_question.account_with

    def telling(email: str, password: str, **more: Any) -> Account | None:
        found = real(email, password, **more)
        if found is None and Account.objects.filter(email=email, is_active=False).exists():
            from allauth.account.adapter import get_adapter

            raise get_adapter().validation_error("account_inactive")
        return found

    monkeypatch.setattr("opennrm.web.account.signing_in.account_with", telling)
    monkeypatch.setattr(
        "opennrm.web.account.signing_in.AccountAdapter.error_messages",
        {"account_inactive": "Closed.", "email_password_mismatch": "Wrong."},
    )
    assert answer(closed(), made.PASSWORD) != answer(unknown(), made.PASSWORD)


def _invited() -> tuple[str, Any]:
    by = made.account("administrator")
    invited = actions.invite_person(
        email="new@" + by.email.split("@")[1],
        name="Robin Vale",
        role="first_responder",
        team_id=None,
        by=made.actor(by),
        at=timezone.now(),
    )
    return invited.secret, (by, invited.invitation_id)


def _used() -> str:
    secret, _ = _invited()
    actions.accept_invitation(secret=secret, name="Robin Vale", password="cows graze by the river", at=timezone.now())
    return secret


def _withdrawn() -> str:
    secret, (by, invitation_id) = _invited()
    actions.withdraw_invitation(invitation_id=invitation_id, by=made.actor(by), at=timezone.now())
    return secret


def _too_late() -> str:
    secret, _ = _invited()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return secret


@pytest.mark.proves("AUTH-03", "AUTH-06")
@pytest.mark.parametrize("over", [_used, _withdrawn, _too_late])
def test_a_link_that_is_over_answers_like_one_that_never_was(over: Callable[[], str]) -> None:
    secret = over()
    form = {"name": "Robin Vale", "password": "cows graze by the river", "password_again": "cows graze by the river"}
    seen = []
    for each in (secret, secret[:-1] + ("A" if secret[-1] != "A" else "B")):
        address = reverse("invitation", kwargs={"secret": each})
        for response in (Client().get(address), Client().post(address, form)):
            seen.append((response.status_code, response.content, sorted(response.headers.items())))
    assert seen[:2] == seen[2:]
    assert seen[0][0] == 410


def _seconds(email: str) -> float:
    client = Client()
    began = time.perf_counter()
    client.post("/sign-in/", {"login": email, "password": "a wrong guess"})
    return time.perf_counter() - began


def _apart(one: list[str], other: list[str]) -> tuple[float, float]:
    """Difference of the medians in milliseconds, and z of the means, measured by turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for pair in zip(one, other, strict=True):
        for taken, email in zip(times, pair, strict=True):
            taken.append(_seconds(email) * 1000)
    spread = sum(statistics.variance(taken) / len(taken) for taken in times) ** 0.5
    apart = statistics.mean(times[0]) - statistics.mean(times[1])
    return abs(statistics.median(times[0]) - statistics.median(times[1])), abs(apart / spread)


def _is_equal(measured: list[tuple[float, float]]) -> bool:
    return any(median < 1 or z < 3 for median, z in measured)


@pytest.mark.drill
@pytest.mark.proves("AUTH-03", "6.3.8")
@pytest.mark.parametrize("kind", [known, closed, ended, without_password])
def test_an_unknown_account_takes_as_long_as_any_other(kind: Callable[[], str]) -> None:
    for _ in range(10):
        _seconds(unknown())
    measured = [_apart([kind() for _ in range(100)], [unknown() for _ in range(100)]) for _ in range(3)]
    assert _is_equal(measured), measured


@pytest.mark.drill
def test_an_answer_without_the_same_work_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault that the test above is for: nothing is hashed for an unknown account."""
    monkeypatch.setattr(in_question, "check_password", lambda *_: False)
    measured = [_apart([known() for _ in range(15)], [unknown() for _ in range(15)]) for _ in range(3)]
    assert not _is_equal(measured), measured


@pytest.mark.proves("AUTH-03")
def test_an_unknown_account_costs_one_hash_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher

    counted: list[str] = []
    real = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda self, *args: counted.append("one") or real(self, *args))
    in_question._nobodys()
    for email in (unknown(), known(), closed(), ended(), without_password()):
        counted.clear()
        answer(email, "a wrong guess")
        assert counted == ["one"], email

"""A code works once, whatever it looks like and whoever sends it meanwhile: the variants that SecureDrop tests."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection
from django.test import Client
from django.utils import timezone

from opennrm.partners.models import Account
from opennrm.partners.second_factor import give_second_factor, use_code
from tests.factories import partners as made

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


def code(*, later: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + later))


@pytest.fixture
def who() -> Account:
    person = made.account("administrator", second_factor=False)
    give_second_factor(person.id, SECRET)
    return person


def lets_in(who: Account, sent: str) -> bool:
    client = Client()
    client.post("/sign-in/", {"login": who.email, "password": made.PASSWORD})
    return bool(client.post("/sign-in/code/", {"code": sent}).status_code == 302)


@pytest.mark.proves("AUTH-04", "6.5.1")
@pytest.mark.parametrize(
    "again",
    [
        pytest.param(lambda used: used, id="the same"),
        pytest.param(lambda used: f" {used[:3]} {used[3:]}  ", id="with spaces"),
        pytest.param(lambda used: f"{used[:3]}-{used[3:]}", id="with a dash"),
        pytest.param(lambda _: code(later=-1), id="the one before"),
    ],
)
def test_a_used_code_is_refused(who: Account, again: Any) -> None:
    used = code()
    assert lets_in(who, used)
    assert not lets_in(who, again(used))


@pytest.mark.proves("AUTH-04")
def test_a_used_code_is_refused_after_a_failure(who: Account) -> None:
    used = code()
    assert lets_in(who, used)
    assert not lets_in(who, "000000" if used != "000000" else "111111")
    assert not lets_in(who, used)


@pytest.mark.proves("AUTH-04", "6.5.5", "6.5.8")
def test_a_code_half_a_minute_off_works_and_further_off_does_not(who: Account) -> None:
    assert not lets_in(who, code(later=-2))
    assert not lets_in(who, code(later=3))
    assert lets_in(who, code(later=-1))
    assert lets_in(who, code())
    assert not lets_in(who, code(later=-1))


@pytest.mark.parametrize("odd", ["", "١٢٣٤٥٦", "12345", "0" * 5000, "abcdef", "-", "1e5"])
def test_what_is_no_code_is_wrong(who: Account, odd: str) -> None:
    assert use_code(who.id, odd, at=timezone.now()) is None


def _at_once(account_id: Any, sent: str) -> int:
    def one(_: int) -> bool:
        try:
            return use_code(account_id, sent, at=timezone.now()) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        return sum(workers.map(one, range(16)))


@pytest.mark.proves("AUTH-04", "6.5.1")
@pytest.mark.django_db(transaction=True)
def test_of_sixteen_at_once_one_wins(who: Account) -> None:
    assert _at_once(who.id, code()) == 1


@pytest.mark.proves("AUTH-04", "6.5.1")
@pytest.mark.django_db(transaction=True)
def test_of_sixteen_uses_of_a_recovery_code_at_once_one_wins(who: Account) -> None:
    recovery = RecoveryCodes.activate(who).generate_codes()[0]
    assert _at_once(who.id, recovery) == 1


@pytest.mark.django_db(transaction=True)
def test_looking_and_then_using_is_found_out(who: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault that the two tests above are for: nobody waits for anybody."""
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, **_: self)
    monkeypatch.setattr(Authenticator, "save", _late(Authenticator.save))
    assert _at_once(who.id, code()) > 1


def _late(save: Any) -> Any:
    def later(self: Any, *args: Any, **kwargs: Any) -> None:
        time.sleep(0.05)
        save(self, *args, **kwargs)

    return later


@pytest.mark.proves("6.5.2")
def test_no_secret_of_a_second_factor_lies_open(who: Account) -> None:
    codes = RecoveryCodes.activate(who).generate_codes()
    kept = str(list(Authenticator.objects.filter(user=who).values_list("data", flat=True)))
    assert SECRET not in kept
    assert not any(each in kept for each in codes)

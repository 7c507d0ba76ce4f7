"""What is kept of signing in."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.partners import signing_in
from tests.factories import partners as made

AT = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.mark.proves("16.3.1")
def test_signing_in_and_out_are_recorded_by_the_accounts_id() -> None:
    who = made.account()
    signing_in.record_sign_in(account_id=who.id, how=signing_in.SignedInWith.CODE, at=AT)
    signing_in.record_second_factor(account_id=who.id, at=AT)
    signing_in.record_changed_password(account_id=who.id, at=AT)
    signing_in.record_recovery_codes(account_id=who.id, at=AT)
    signing_in.record_sign_out(account_id=who.id, at=AT)
    rows = list(EventRow.objects.order_by("seq"))
    kinds = ["SignedIn", "SecondFactorSetUp", "PasswordChanged", "RecoveryCodesMade", "SignedOut"]
    assert [row.kind for row in rows] == kinds
    assert {row.subject for row in rows} == {str(who.id)}
    assert {row.actor for row in rows} == {who.id}


@pytest.mark.proves("16.3.1", "16.2.5")
@pytest.mark.parametrize("known", [True, False])
def test_a_refused_sign_in_keeps_no_address(known: bool) -> None:
    who = made.account()
    email = who.email.upper() if known else "nobody@nowhere.example"
    signing_in.record_refused_sign_in(email=email, reason="password", at=AT)
    row = EventRow.objects.get()
    assert row.subject == (str(who.id) if known else "unknown")
    assert "@" not in row.body


@pytest.mark.parametrize(
    ("ends_on", "on", "may"),
    [
        (None, date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2026, 1, 2), False),
        (None, date(2009, 3, 31), False),
    ],
)
def test_one_signs_in_while_ones_organisation_is_in_the_partnership(ends_on: date | None, on: date, may: bool) -> None:
    who = made.account(of=made.organisation(ends_on=ends_on))
    assert signing_in.may_sign_in(who, on=on) is may
    who.is_active = False
    assert not signing_in.may_sign_in(who, on=on)

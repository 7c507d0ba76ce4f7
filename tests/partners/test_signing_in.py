"""What is kept of signing in."""

from __future__ import annotations

import importlib
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.mechanism.calendar import legal_day
from opennrm.partners import signing_in
from opennrm.partners.models import Account
from opennrm.partners.signing_in import account_with
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


def test_whoever_left_at_the_page_that_sets_a_factor_up_may_go_on_after_an_upgrade(settings: Any) -> None:
    upgrade = importlib.import_module("opennrm.partners.migrations.0011_left_at_setting_up")
    home, vouching = made.organisation(), made.organisation()
    settings.SIGN_IN_PROVIDERS = {vouching.slug: None}
    left, has_one, elsewhere, closed, vouched = (
        made.account("administrator", of=of) for of in (home, home, vouching, home, home)
    )
    Account.objects.update(sets_up_factor=False, last_login=timezone.now())
    Authenticator.objects.all().delete()
    Authenticator.objects.create(user=has_one, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=left, type=Authenticator.Type.RECOVERY_CODES, data={})
    Account.objects.filter(id=closed.id).update(is_active=False)
    Account.objects.filter(id=vouched.id).update(provider_hash="0" * 64)
    assert account_with(left.email, made.PASSWORD, on=legal_day(timezone.now())) is None
    with connection.schema_editor() as editor:
        upgrade.let_set_up(None, editor)
    assert set(Account.objects.filter(sets_up_factor=True).values_list("id", flat=True)) == {left.id}
    assert account_with(left.email, made.PASSWORD, on=legal_day(timezone.now())) == left
    assert account_with(elsewhere.email, made.PASSWORD, on=legal_day(timezone.now())) is None

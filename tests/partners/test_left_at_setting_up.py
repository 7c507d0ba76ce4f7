"""Whom an upgrade lets set up a first second factor: who left at that page, and nobody who comes by a provider."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import SignedIn
from opennrm.partners.models import Account
from opennrm.partners.second_factor import give_second_factor
from tests.factories import partners as made
from tests.factories.issuer import SECRET

pytestmark = pytest.mark.django_db
migration = import_module("opennrm.partners.migrations.0011_left_at_setting_up")


def without_factor(how: str = "") -> Account:
    """Somebody of before: no factor of their own, nobody vouched for, and no mark."""
    who = made.account("caseworker", second_factor=False)
    Account.objects.filter(id=who.id).update(provider_hash="", sets_up_factor=False)
    if how:
        with command():
            announce(SignedIn(subject=str(who.id), how=how), at=timezone.now(), by=who.id)
    return who


def let_set_up() -> set[Any]:
    migration.let_set_up(None, SimpleNamespace(connection=connection))
    return set(Account.objects.filter(sets_up_factor=True).values_list("id", flat=True))


@pytest.mark.proves("AUTH-03")
@pytest.mark.parametrize("how", ["organisation", "organisation_and_code"])
def test_whoever_came_by_their_provider_is_not_opened_to_a_password_where_the_settings_name_no_provider(
    settings: Any, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SIGN_IN_PROVIDERS = {}
    Account.objects.update(sets_up_factor=False)
    left, by_password, by_provider = without_factor(), without_factor("password_and_code"), without_factor(how)
    has_one = without_factor()
    give_second_factor(has_one.id, SECRET)
    Account.objects.filter(id=has_one.id).update(sets_up_factor=False)
    assert let_set_up() == {left.id, by_password.id}
    assert by_provider.id not in let_set_up()
    assert ": 2 accounts" in capsys.readouterr().err

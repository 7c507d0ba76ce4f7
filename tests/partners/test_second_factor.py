"""The second factor's secrets."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from opennrm.partners.second_factor import (
    SecondFactorAdapter,
    forget_second_factor,
    give_second_factor,
    has_second_factor,
)
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


@pytest.mark.proves("13.3.2")
def test_a_secret_lies_sealed_and_opens_for_the_check() -> None:
    who = made.account(second_factor=False)
    assert not has_second_factor(who)
    for _ in range(2):
        give_second_factor(who.id, "JBSWY3DPEHPK3PXP")
    assert has_second_factor(who)
    kept = Authenticator.objects.get(user_id=who.id)
    assert "JBSWY3DPEHPK3PXP" not in str(kept.data)
    assert SecondFactorAdapter().decrypt(kept.data["secret"]) == "JBSWY3DPEHPK3PXP"


def test_nobody_can_switch_it_off() -> None:
    who = made.account()
    authenticator = Authenticator.objects.get(user_id=who.id)
    assert SecondFactorAdapter().can_delete_authenticator(authenticator) is False


def test_a_forgotten_second_factor_is_set_up_anew() -> None:
    who = made.account()
    forget_second_factor(who.id)
    assert not has_second_factor(who)

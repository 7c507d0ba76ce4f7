"""Which passwords will do."""

from __future__ import annotations

import pytest

from opennrm.partners.models import Account
from opennrm.partners.passwords import refusal_to_use_password

WHO = Account(email="samantha.okoro@northshire.example", name="Samantha Okoro")


@pytest.mark.proves("6.2.5", "6.2.9")
@pytest.mark.parametrize("password", ["cows graze by the river", "x9" * 64, "ሰላም ለዓለም ሁሉ ይሁን", "aaaaaaaaaaaabbbb"])
def test_a_long_password_will_do_whatever_it_is_made_of(password: str) -> None:
    assert refusal_to_use_password(password, WHO) is None


@pytest.mark.proves("6.2.1", "6.2.4")
@pytest.mark.parametrize("password", ["elevenchars", "x" * 129, "password1234", "samantha.okoro", ""])
def test_a_short_too_long_common_or_own_one_will_not(password: str) -> None:
    refusal = refusal_to_use_password(password, WHO)
    assert refusal is not None
    assert refusal.field == "password"
    assert len(refusal.because) > 20

"""allauth's forms for codes, made so that a code works once: whoever reads it over a shoulder is too late."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.cache import cache
from django.utils import timezone

from opennrm.partners.signing_in import record_refused_sign_in

if TYPE_CHECKING:
    from opennrm.partners.models import Account

REMEMBERED_FOR = 5 * 60
"""Seconds; longer than a code can be valid (its half minute, and the ones before and after)."""


class _WorksOnce:
    """A code that was right is used up, for this account, in every worker."""

    user: Account
    records_refusal = True

    def clean_code(self) -> str:
        """The code, if it is right and was never used. Raises `ValidationError` in the same words for both."""
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except Exception:
            if self.records_refusal:
                record_refused_sign_in(email=self.user.email, reason="code", at=timezone.now())
            raise
        plain = "".join(code.split()).replace("-", "")
        used = hashlib.sha256(f"{self.user.pk} {plain}".encode()).hexdigest()
        if not cache.add(f"used-code-{used}", 1, timeout=REMEMBERED_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_WorksOnce, AuthenticateForm):  # type: ignore[misc]
    """The code when signing in."""


class CodeAgainForm(_WorksOnce, ReauthenticateForm):  # type: ignore[misc]
    """The code again, before something that matters."""


class FirstCodeForm(_WorksOnce, ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which shows that the app was set up."""

    records_refusal = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = "Enter the six digits that your app shows."

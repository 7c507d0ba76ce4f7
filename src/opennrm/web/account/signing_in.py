"""Where allauth and axes ask what this house wants: who may sign in, what is recorded of it, where one goes after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.partners.second_factor import has_second_factor
from opennrm.partners.signing_in import (
    SignedInWith,
    may_sign_in,
    record_refused_sign_in,
    record_sign_in,
    record_sign_out,
)
from opennrm.web.confirming import recently_confirmed
from opennrm.web.door import is_own_address

if TYPE_CHECKING:
    from opennrm.partners.models import Account


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in whose account is open and whose organisation is in the partnership today."""

    def user_can_authenticate(self, user: Account) -> bool:
        """May this account sign in; if not, it is treated exactly like a wrong password."""
        return may_sign_in(user, on=timezone.localdate())


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter: no sign-up, addresses of this host only, and every sign-in in the history."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Check your address and your password: they do not belong together here.",
        "enter_current_password": "Enter the password you have now.",
        "incorrect_password": "This is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation only."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths on this host."""
        return bool(url) and is_own_address(str(url))

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask to confirm before changes to how one signs in; not while setting up the first time."""
        user = self.request.user
        first_time = app == "allauth.mfa" and user.is_authenticated and not has_second_factor(user)
        return not (first_time or recently_confirmed(self.request))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The account of right credentials; a closed account is refused in the same words as a wrong password."""
        account: Account | None = super().authenticate(request, **credentials)
        if account is None or may_sign_in(account, on=timezone.localdate()):
            return account
        self.authentication_failed(request, **credentials)
        return None

    def login(self, request: HttpRequest, user: Account) -> None:
        """Sign in, and record it in the same transaction: what cannot be recorded does not happen."""
        how = _signed_in_with(request, user)
        with command():
            super().login(request, user)
            record_sign_in(account_id=user.id, how=how, at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and record it."""
        account_id = request.user.pk
        super().logout(request)
        if account_id is not None:
            record_sign_out(account_id=account_id, at=timezone.now())

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it against guessing, and record it."""
        super().authentication_failed(request, **credentials)
        reason = "locked" if getattr(request, "axes_locked_out", False) else "password"
        record_refused_sign_in(email=str(credentials.get("email", "")), reason=reason, at=timezone.now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The house says what happened on the page itself."""


def _signed_in_with(request: HttpRequest, user: Account) -> SignedInWith:
    """What allauth took in this sign-in after the password."""
    taken = [each.get("type") for each in get_authentication_records(request, user) if each.get("method") == "mfa"]
    if not taken:
        return SignedInWith.PASSWORD
    is_recovery = taken[-1] == Authenticator.Type.RECOVERY_CODES
    return SignedInWith.RECOVERY_CODE if is_recovery else SignedInWith.CODE


def whose_attempt(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The address that somebody tried to sign in with, in one spelling, as axes counts it."""
    tried: Any = (credentials or {}).get("email") or (credentials or {}).get("username")
    if not tried and request is not None:
        tried = request.POST.get("login", "")
    return str(tried or "").strip().lower()[:254]


def nobody_in_logs(*args: Any, **kwargs: Any) -> str:
    """What axes writes into logs instead of an address."""
    return "somebody"

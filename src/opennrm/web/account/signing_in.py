"""Where allauth asks what this house wants: who may sign in, what is recorded of it, where one goes after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.partners.second_factor import ASKED_AT, ELSEWHERE, may_set_up_first
from opennrm.partners.sessions import BEGAN, KIND, VOUCHED
from opennrm.partners.sessions import ELSEWHERE as ELSEWHERE_KEY
from opennrm.partners.signing_in import (
    SignedInWith,
    account_with,
    may_sign_in,
    record_sign_in,
    record_sign_out,
)
from opennrm.web.confirming import recently_confirmed
from opennrm.web.door import is_own_address
from opennrm.web.kept_typing import keep_only_for
from opennrm.web.trying import begin_try_or_tell, kind_of, record_refused, secret_of_browser

if TYPE_CHECKING:
    from opennrm.partners.models import Account


FIRST = ("password", "socialaccount")
TOTP, RECOVERY, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES, Authenticator.Type.WEBAUTHN
HOW: dict[tuple[str, str], SignedInWith] = {
    ("password", TOTP): SignedInWith.CODE,
    ("password", RECOVERY): SignedInWith.RECOVERY_CODE,
    ("password", PASSKEY): SignedInWith.PASSWORD_AND_PASSKEY,
    ("socialaccount", ""): SignedInWith.ORGANISATION_ALONE,
    ("socialaccount", ELSEWHERE): SignedInWith.ORGANISATION,
    ("socialaccount", TOTP): SignedInWith.ORGANISATION_AND_CODE,
    ("socialaccount", RECOVERY): SignedInWith.ORGANISATION_AND_RECOVERY_CODE,
    ("socialaccount", PASSKEY): SignedInWith.ORGANISATION_AND_PASSKEY,
}
"""What was taken first and then, and what the history calls it."""


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
        """Ask to confirm before changes to how one signs in; not of whoever was invited to set up a second factor."""
        first_time = app == "allauth.mfa" and may_set_up_first(self.request.user)
        return not (first_time or recently_confirmed(self.request))

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, str]]:
        """One page of ours asks for whatever confirms."""
        return [{"id": "reauthenticate", "url": reverse("account_reauthenticate")}]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The account of right credentials; a closed account is refused in the same words as a wrong password."""
        email = str(credentials.get("email", ""))
        begun = begin_try_or_tell(request, "password", email)
        account = account_with(email, str(credentials.get("password", "")), on=timezone.localdate())
        if account is None:
            record_refused(request, email=email, reason="password", at=begun.at)
        else:
            begun.was_right()
        return account

    def login(self, request: HttpRequest, user: Account) -> None:
        """Sign in, and record it in the same transaction: what cannot be recorded does not happen."""
        how, at, asking = _signed_in_with(request, user), timezone.now(), cast("Any", request)
        came_by_organisation = how.value.startswith(SignedInWith.ORGANISATION.value)
        vouched = request.session.pop(VOUCHED, None) if came_by_organisation else None
        with command():
            super().login(request, user)
            request.session[BEGAN] = min(at.timestamp(), getattr(user, ASKED_AT, at.timestamp()))
            request.session[KIND] = kind_of(request)
            request.session[ELSEWHERE_KEY] = how is SignedInWith.ORGANISATION
            keep_only_for(request, user.id)
            browser = secret_of_browser(request)
            told = vouched[1] if vouched is not None and vouched[0] == str(user.id) else ""
            record_sign_in(account_id=user.id, how=how, at=at, browser=browser, kind=kind_of(request), vouched=told)
        asking.signed_in_now = True

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and record it."""
        account_id = request.user.pk
        super().logout(request)
        if account_id is not None:
            record_sign_out(account_id=account_id, at=timezone.now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The house says what happened on the page itself."""


def _signed_in_with(request: HttpRequest, user: Account) -> SignedInWith:
    """What allauth took in this sign-in after the password."""
    taken = get_authentication_records(request, user)
    if taken and taken[-1].get("passwordless") and taken[-1].get("type") == PASSKEY:
        return SignedInWith.PASSKEY
    first = next((each["method"] for each in taken if each.get("method") in FIRST), "")
    second = next((each.get("type", "") for each in reversed(taken) if each.get("method") == "mfa"), "")
    return HOW.get((first, second), SignedInWith.PASSWORD)

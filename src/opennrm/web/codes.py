"""allauth's forms for codes, made so that a code works once, and so that tries are counted over all workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from opennrm.partners.second_factor import use_code
from opennrm.partners.signing_in import record_refused_sign_in
from opennrm.web.trying import TOO_OFTEN, begin_try, record_refused

if TYPE_CHECKING:
    from opennrm.partners.models import Account


class _WorksOnce:
    """A code that was right is used up, for this account, in every worker."""

    user: Account
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """The code, if it is right and was never used. Raises `ValidationError` in the same words for both."""
        code: str = self.cleaned_data["code"]
        begun = begin_try(context.request, "code", self.user.email)
        if begun is None:
            raise ValidationError(TOO_OFTEN)
        used = use_code(self.user.pk, code, at=begun.at)
        if used is None:
            record_refused_sign_in(email=self.user.email, reason="code", at=begun.at)
            raise get_adapter().validation_error("incorrect_code")
        begun.was_right()
        used.user = self.user
        self.authenticator = used
        return code


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """A new password; tries at the one that is there are counted like those of signing in."""

    def clean_oldpassword(self) -> str:
        """The password now, if it is right. Raises `ValidationError`."""
        begun = begin_try(context.request, "password", self.user.email)
        if begun is None:
            raise ValidationError(TOO_OFTEN)
        try:
            old: str = super().clean_oldpassword()
        except ValidationError:
            record_refused(context.request, email=self.user.email, reason="password", at=begun.at)
            raise
        begun.was_right()
        return old


class CodeForm(_WorksOnce, AuthenticateForm):  # type: ignore[misc]
    """The code when signing in."""


class CodeAgainForm(_WorksOnce, ReauthenticateForm):  # type: ignore[misc]
    """The code again, before something that matters."""


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which shows that the app was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = "Enter the six digits that your app shows."

    def use_up(self) -> None:
        """Now that the app is set up: its first code signs nobody in."""
        use_code(self.user.pk, self.cleaned_data["code"], at=timezone.now())

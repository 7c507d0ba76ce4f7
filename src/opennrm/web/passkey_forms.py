"""allauth's forms for passkeys, made so that whatever a browser sends in place of an answer is refused, and no more."""

from __future__ import annotations

import json
import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from fido2.utils import websafe_decode

LONGEST = 50_000
"""Characters of what a passkey answers; a real one has one or two thousand, with a chain of certificates ten."""
LONGEST_NAME = 100
WRONG = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)
"""What reading a passkey's answer raises when it is none: of JSON, base64, CBOR, keys and signatures."""


def challenge_answered(credential: str) -> str:
    """Which challenge a passkey says it answers, not checked yet; "" where it says none."""
    if len(credential) > LONGEST:
        return ""
    try:
        challenge = json.loads(websafe_decode(json.loads(credential)["response"]["clientDataJSON"]))["challenge"]
    except (*WRONG, RecursionError):
        return ""
    return challenge if isinstance(challenge, str) else ""


class _Credential(forms.JSONField):
    """What a passkey answered: an object, and not without end."""

    def to_python(self, value: Any) -> Any:
        """The object. Raises `ValidationError`."""
        if isinstance(value, str) and len(value) > LONGEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            found = super().to_python(value)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class _Answer:
    """A form with a passkey's answer."""

    base_fields: dict[str, Any]

    def clean_credential(self) -> Any:
        """Whose passkey it is, or what it answered. Raises `ValidationError`."""
        cleaned: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        theirs = getattr(super(), "clean_credential", None)
        try:
            return theirs() if theirs is not None else cleaned["credential"]
        except WRONG:
            raise get_adapter().validation_error("incorrect_code") from None

    def clean(self) -> Any:
        """The rest of it. Raises `ValidationError`."""
        try:
            return super().clean()  # type: ignore[misc]
        except WRONG:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyForm(_Answer, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second factor when signing in."""

    credential = _Credential(required=True, widget=forms.HiddenInput)


class PasskeyAloneForm(_Answer, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of password and code."""

    credential = _Credential(required=True, widget=forms.HiddenInput)


class PasskeyAgainForm(_Answer, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey again, before something that matters."""

    credential = _Credential(required=True, widget=forms.HiddenInput)


class NewPasskeyForm(_Answer, AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that is added."""

    credential = _Credential(required=True, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """Its name, cut where it is too long: the passkey is made already, and is not refused for that."""
        given = self.cleaned_data["name"][:LONGEST_NAME].strip()
        return given or str(get_adapter().generate_authenticator_name(self.user, Authenticator.Type.WEBAUTHN))


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(
        max_length=LONGEST_NAME,
        error_messages={
            "required": "Enter a name.",
            "max_length": f"Enter a name of at most {LONGEST_NAME} characters.",
        },
    )

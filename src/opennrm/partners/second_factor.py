"""The second factor: its secrets lie sealed in allauth's table, and are opened only to check a code."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from fido2.utils import websafe_encode

from opennrm.partners.models import Account
from opennrm.vault.sealing import CannotOpen, is_sealed_by_newest, open_sealed, seal

PURPOSE = "mfa_authenticator.data"
ELSEWHERE = "organisation"
"""The kind of second factor that somebody's organisation asked for in our place."""
ELSEWHERE_ASKED = "second_factor_asked_elsewhere"
"""Set on the account that is being signed in, where its organisation has just asked for a second factor."""
ASKED_AT = "asked_elsewhere_at"
"""Set on the same account: when its organisation last made sure that it is they (seconds)."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What is a second factor by itself; recovery codes only stand in for one."""
LAST_STEP = "last_step"
"""Where an authenticator keeps the half minute of the last code that was right."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's adapter, with secrets sealed and the person's e-mail address as the label in their app."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or was used already. Wait for the next one and enter that.",
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret to check a code against it."""
        return open_sealed(encrypted_text, purpose=PURPOSE)

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Is a second factor to be asked here: not where the person's organisation has just asked for one."""
        return not getattr(user, ELSEWHERE_ASKED, False) and bool(super().is_mfa_enabled(user, types))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The service as a passkey knows it: its host, and the name that people see."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SERVICE_NAME}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The person as their passkey shows them to themselves."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Nobody goes on without a second factor; an administrator ends the account and invites again."""
        return False


def use_code(account_id: UUID, code: str, *, at: datetime) -> Authenticator | None:
    """Take a code from the app or a recovery code, with or without spaces; gives what it was of, None if it is wrong.

    A code works once, in all workers: once a code was right, it and every earlier one is refused. Source: RFC 6238,
    5.2. Of two that come at once, one waits for the other.
    """
    plain = "".join(code.split()).replace("-", "")
    if not (plain.isascii() and plain.isdigit()):
        return None
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().filter(user_id=account_id).order_by("id")
        for each in held.exclude(type=Authenticator.Type.WEBAUTHN):
            if _used(each, plain, at):
                return each
    return None


def _used(kept: Authenticator, plain: str, at: datetime) -> bool:
    if kept.type != Authenticator.Type.TOTP:
        return bool(kept.wrap().validate_code(plain))
    secret = open_sealed(kept.data["secret"], purpose=PURPOSE)
    now = int(at.timestamp()) // app_settings.TOTP_PERIOD
    tolerance = app_settings.TOTP_TOLERANCE
    right = [
        step
        for step in range(now - tolerance, now + tolerance + 1)
        if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)), plain)
    ]
    if not right or right[-1] <= kept.data.get(LAST_STEP, 0):
        return False
    kept.data[LAST_STEP] = right[-1]
    kept.save(update_fields=["data"])
    return True


def give_second_factor(account_id: UUID, secret: str) -> None:
    """Set up somebody's second factor with a known secret (base32): for the demonstration and for tests."""
    use_up_first(account_id)
    Authenticator.objects.update_or_create(
        user_id=account_id,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": seal(secret, purpose=PURPOSE)}},
    )


def seal_factors_anew(told: Callable[[], None] | None = None) -> int:
    """Seal with the newest secret every second factor that an earlier one sealed; gives how many. Each by itself."""
    count = 0
    for id_ in list(Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("id", flat=True)):
        with transaction.atomic():
            kept = Authenticator.objects.select_for_update().filter(id=id_).first()
            anew = {name: _anew(value) for name, value in kept.data.items()} if kept else {}
            if kept is not None and anew != kept.data:
                kept.data = anew
                kept.save(update_fields=["data"])
                count += 1
        if told is not None:
            told()
    return count


def _anew(value: Any) -> Any:
    """A value of a second factor's, sealed anew; numbers as they are, and what cannot be opened as it is found."""
    if isinstance(value, list):
        return [_anew(each) for each in value]
    if not isinstance(value, str):
        return value
    try:
        text = open_sealed(value, purpose=PURPOSE)
    except CannotOpen:
        return value
    return value if is_sealed_by_newest(value) else seal(text, purpose=PURPOSE)


def forget_second_factor(account_id: UUID) -> None:
    """Take away somebody's app, passkeys and recovery codes, so that they set them up anew when they next sign in."""
    Authenticator.objects.filter(user_id=account_id).delete()
    invite_to_set_up(account_id)


def has_second_factor(account: AbstractBaseUser | AnonymousUser) -> bool:
    """Have they set one up: an app or a passkey?"""
    return bool(Authenticator.objects.filter(user_id=account.pk, type__in=FACTORS).exists())


def may_set_up_first(account: Account | AnonymousUser) -> bool:
    """Are they invited and without a second factor: may they set one up with nothing but what they signed in with?

    Whoever else would have to show a second factor first: they confirm with the one they have, or with the one of their
    organisation. Source: OWASP ASVS 5.0, 6.1.3 and 7.5.1.
    """
    return bool(getattr(account, "sets_up_factor", False)) and not has_second_factor(account)


def invite_to_set_up(account_id: UUID) -> None:
    """Whoever has just been invited sets up a first second factor in the sign-in that follows."""
    Account.objects.filter(id=account_id).update(sets_up_factor=True)


def use_up_first(account_id: UUID) -> bool:
    """A first second factor is being set up, or stands elsewhere: that is done once. False: it was done already."""
    return Account.objects.filter(id=account_id, sets_up_factor=True).update(sets_up_factor=False) == 1


def has_app(account_id: UUID) -> bool:
    """Have they set up an app that shows codes?"""
    return bool(Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists())


def lock_factors(account_id: UUID) -> None:
    """Let nobody else change how this account signs in until the transaction ends.

    Rows that name the account can be added meanwhile, here as wherever an account is locked.
    """
    Account.objects.select_for_update(no_key=True).get(id=account_id)


def passkeys_of(account_id: UUID) -> list[Authenticator]:
    """Their passkeys, in the order they were added."""
    held = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.WEBAUTHN)
    return list(held.order_by("id"))


def plain_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """fido2's options for a browser as plain values, bytes as text."""
    plain: dict[str, Any] = json.loads(json.dumps(options, default=_plain))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return websafe_encode(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)

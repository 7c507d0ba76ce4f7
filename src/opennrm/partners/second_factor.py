"""The second factor: its secrets lie sealed in allauth's table, and are opened only to check a code."""

from __future__ import annotations

from uuid import UUID

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from opennrm.vault.sealing import open_sealed, seal

PURPOSE = "mfa_authenticator.data"


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

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Nobody goes on without a second factor; an administrator ends the account and invites again."""
        return False


def give_second_factor(account_id: UUID, secret: str) -> None:
    """Set up somebody's second factor with a known secret (base32): for the demonstration and for tests."""
    Authenticator.objects.update_or_create(
        user_id=account_id,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": seal(secret, purpose=PURPOSE)}},
    )


def forget_second_factor(account_id: UUID) -> None:
    """Take away somebody's app and recovery codes, so that they set them up anew when they next sign in."""
    Authenticator.objects.filter(user_id=account_id).delete()


def has_second_factor(account: AbstractBaseUser | AnonymousUser) -> bool:
    """Have they set one up?"""
    return bool(Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists())

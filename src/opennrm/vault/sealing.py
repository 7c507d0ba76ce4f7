"""Seals short secrets (AES-256-GCM). What a secret is for is bound in, so that one cannot be put in another's place."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from opennrm.vault.refusing import CannotOpen

__all__ = ["KEY_ID", "CannotOpen", "Secrets", "keyed_digest", "keyed_secret", "open_sealed", "seal"]

KEY_ID = b"\x01"
"""The id of the first secret that seals; each change of the key of the settings makes one with the next."""
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is hashed and sealed with: `hashes` is the same for ever, of `seals` (by id) the last seals what is new."""

    hashes: str
    seals: tuple[tuple[int, str], ...]

    @property
    def newest(self) -> tuple[int, str]:
        """The one that seals what is new, with its id."""
        return self.seals[-1]


_taken: dict[str, Secrets] = {}
"""By the key of the settings that opened them; nothing, as long as that key was never changed."""
_look_again: list[Callable[[], bool]] = []
"""How this process takes the secrets that another has made since it was started (`key_of_settings` says how)."""


def take(secrets: Secrets | None) -> None:
    """From now on these are the secrets of this process; None: the key of the settings is all of them itself."""
    if secrets is None:
        _taken.pop(settings.VAULT_KEY, None)
    else:
        _taken[settings.VAULT_KEY] = secrets


def look_again_by(take_secrets: Callable[[], bool]) -> None:
    """Let this be asked where something was sealed by a secret that is not at hand."""
    _look_again[:] = [take_secrets]


def secrets_of(key: str) -> Secrets:
    """The secrets of a house whose key of the settings is this one and was never changed."""
    return Secrets(key, ((KEY_ID[0], key),))


def secrets_at_hand() -> Secrets:
    """The secrets of this process."""
    return _taken.get(settings.VAULT_KEY) or secrets_of(settings.VAULT_KEY)


def seal(text: str, *, purpose: str) -> str:
    """Text sealed for a purpose (table, field and row where known), as URL-safe base64 of key id, nonce and seal."""
    key_id, secret = secrets_at_hand().newest
    return base64.urlsafe_b64encode(sealed_under(secret, text, purpose=purpose, key_id=key_id)).decode()


def open_sealed(sealed: str, *, purpose: str) -> str:
    """The text that was sealed for this purpose. Raises `CannotOpen`.

    By a secret that is not at hand: the key of the settings was changed since this process was started, which looks.
    """
    try:
        kept = base64.urlsafe_b64decode(sealed.encode())
    except ValueError as wrong:
        raise CannotOpen("This cannot be opened.") from wrong
    key_id = kept[0] if kept else 0
    secret = dict(secrets_at_hand().seals).get(key_id)
    if secret is None and any(look() for look in _look_again):
        secret = dict(secrets_at_hand().seals).get(key_id)
    if secret is None:
        raise CannotOpen("unknown key")
    return opened_under(secret, kept, purpose=purpose)


def is_sealed_by_newest(sealed: str) -> bool:
    """Is this sealed by the secret that seals what is new?"""
    return base64.urlsafe_b64decode(sealed.encode())[:1] == bytes([secrets_at_hand().newest[0]])


def sealed_under(secret: str, text: str, *, purpose: str, key_id: int = KEY_ID[0]) -> bytes:
    """Text sealed under a secret of the settings: key id, nonce and seal."""
    nonce, head = os.urandom(_NONCE_BYTES), bytes([key_id])
    return head + nonce + AESGCM(_derived(secret, "seal")).encrypt(nonce, text.encode(), head + purpose.encode())


def opened_under(secret: str, kept: bytes, *, purpose: str) -> str:
    """What `sealed_under` sealed. Raises `CannotOpen`."""
    head, nonce, body = kept[:1], kept[1 : 1 + _NONCE_BYTES], kept[1 + _NONCE_BYTES :]
    try:
        return AESGCM(_derived(secret, "seal")).decrypt(nonce, body, head + purpose.encode()).decode()
    except (InvalidTag, ValueError) as wrong:
        raise CannotOpen("This cannot be opened.") from wrong


def check_value(key: str) -> bytes:
    """By what a key of the settings is known again, and nothing of it can be told from."""
    return digest_under(key, b"opennrm", purpose="check value")[:16]


def keyed_secret(about: str, *, purpose: str) -> str:
    """A secret of 256 bits that only this installation can make (again) for `about`; nothing need be kept of it."""
    return base64.urlsafe_b64encode(keyed_digest(about.encode(), purpose=purpose)).rstrip(b"=").decode()


def keyed_digest(content: bytes, *, purpose: str) -> bytes:
    """HMAC-SHA-256 of content under the key of this purpose."""
    return digest_under(secrets_at_hand().hashes, content, purpose=purpose)


def digest_under(secret: str, content: bytes, *, purpose: str) -> bytes:
    """HMAC-SHA-256 of content under the key that a secret of the settings gives for this purpose."""
    return hmac.new(_derived(secret, purpose), content, hashlib.sha256).digest()


@cache
def _derived(key: str, purpose: str) -> bytes:
    if not key:
        raise CannotOpen("There is no key: set OPENNRM_SECRET_KEY or OPENNRM_VAULT_KEY.")
    return HKDF(SHA256(), length=32, salt=None, info=f"opennrm vault {purpose}".encode()).derive(key.encode())

"""Seals short secrets (AES-256-GCM). What a secret is for is bound in, so that one cannot be put in another's place."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from opennrm.vault.refusing import CannotOpen

__all__ = ["CannotOpen", "keyed_digest", "keyed_secret", "open_sealed", "seal"]

KEY_ID = b"\x01"
_NONCE_BYTES = 12


def seal(text: str, *, purpose: str) -> str:
    """Text sealed for a purpose (table, field and row where known), as URL-safe base64 of key id, nonce and seal."""
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(_key("seal")).encrypt(nonce, text.encode(), KEY_ID + purpose.encode())
    return base64.urlsafe_b64encode(KEY_ID + nonce + sealed).decode()


def open_sealed(sealed: str, *, purpose: str) -> str:
    """The text that was sealed for this purpose. Raises `CannotOpen`."""
    try:
        kept = base64.urlsafe_b64decode(sealed.encode())
        if kept[:1] != KEY_ID:
            raise CannotOpen("unknown key")
        nonce, body = kept[1 : 1 + _NONCE_BYTES], kept[1 + _NONCE_BYTES :]
        return AESGCM(_key("seal")).decrypt(nonce, body, KEY_ID + purpose.encode()).decode()
    except (InvalidTag, ValueError) as wrong:
        raise CannotOpen("This cannot be opened.") from wrong


def keyed_secret(about: str, *, purpose: str) -> str:
    """A secret of 256 bits that only this installation can make (again) for `about`; nothing need be kept of it."""
    return base64.urlsafe_b64encode(keyed_digest(about.encode(), purpose=purpose)).rstrip(b"=").decode()


def keyed_digest(content: bytes, *, purpose: str) -> bytes:
    """HMAC-SHA-256 of content under the key of this purpose."""
    return hmac.new(_key(purpose), content, hashlib.sha256).digest()


def _key(purpose: str) -> bytes:
    return _derived(settings.VAULT_KEY, purpose)


@cache
def _derived(key: str, purpose: str) -> bytes:
    if not key:
        raise CannotOpen("There is no key: set OPENNRM_SECRET_KEY or OPENNRM_VAULT_KEY.")
    return HKDF(SHA256(), length=32, salt=None, info=f"opennrm vault {purpose}".encode()).derive(key.encode())

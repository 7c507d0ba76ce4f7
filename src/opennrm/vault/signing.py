"""Signs what is kept or checked outside (Ed25519); the key lies in a file, never in the database or its backups."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


class NoSigningKey(ValueError):
    """The file with the signing key is not there, or holds none."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A signing key: `public` (hex) is for everybody, `key_id` its short name."""

    public: str
    key_id: str
    _key: Ed25519PrivateKey = field(repr=False)

    def sign(self, said: bytes) -> str:
        """The signature of these bytes, as hex."""
        return self._key.sign(said).hex()


def key_id_of(public: str) -> str:
    """The short name of a public key (hex): the first 16 digits of its SHA-256."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def read_signer(path: Path) -> Signer:
    """The signing key in this file. Raises `NoSigningKey`."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise NoSigningKey(f"{path} holds no signing key: put back the copy that was kept elsewhere.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSigningKey(f"{path} holds a key of another kind: put back the copy that was kept elsewhere.")
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    return Signer(public, key_id_of(public), key)


def make_signer(path: Path) -> Signer:
    """Make a signing key in a file that only its owner can read; one that is there already stays as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_signer(path)
    made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(descriptor, "wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    return read_signer(path)


def is_signed(said: bytes, signature: str, public: str) -> bool:
    """Whether the holder of this public key signed these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True

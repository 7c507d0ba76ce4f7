"""Envelope encryption with AES-256-GCM: a value is sealed by a data key, a data key is wrapped by a wrapping key.

What is kept of a value: format, generation of the data key, scope, nonce, ciphertext with its tag. Bound to it as
associated data are all of these before the nonce, and the place: table, column and row. So a value opens in its own
place only. What is kept of a data key: format, id of the wrapping key, then each generation, the newest first.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from opennrm.vault.refusing import NotSealed, Tampered, WrongKeys

FORMAT = 1
"""Of sealed values. 0 are those that versions before sealing left open."""
KEY_BYTES = 32
ID_LETTERS = 8
"""Of the id of a wrapping key."""
HEAD = 18
"""Bytes of a value before its nonce: format, generation, scope."""
_NONCE, _TAG = 12, 16
_OPEN = HEAD + _NONCE
SHORTEST = _OPEN + _TAG
_WRAP_FORMAT = b"\x01"
_GENERATION = 1 + _NONCE + KEY_BYTES + _TAG


@dataclass(frozen=True, slots=True)
class WrappingKey:
    """A key that wraps data keys."""

    id: str
    key: bytes

    def __repr__(self) -> str:
        return f"WrappingKey({self.id})"

    def check_value(self) -> bytes:
        """By which a database knows this key again; it tells nothing of the key."""
        return hmac.new(self.key, f"opennrm key check|{self.id}".encode(), hashlib.sha256).digest()[:16]


class DataKey:
    """A data key as it is used: its scope, and the cipher of each of its generations."""

    __slots__ = ("_ciphers", "newest", "scope")

    def __init__(self, scope: UUID, generations: list[tuple[int, bytes]]) -> None:
        self.scope = scope
        self.newest = generations[0][0]
        self._ciphers = {number: AESGCM(key) for number, key in generations}

    def seal(self, content: bytes, place: bytes) -> bytes:
        """Content sealed for a place (`place_of`), by the newest generation."""
        head = bytes((FORMAT, self.newest)) + self.scope.bytes
        nonce = os.urandom(_NONCE)
        return head + nonce + self._ciphers[self.newest].encrypt(nonce, content, head + place)

    def open(self, kept: bytes, place: bytes) -> bytes:
        """The content of what was sealed for this place. Raises `Tampered`, `NotSealed`."""
        refuse_unsealed(kept)
        cipher = self._ciphers.get(kept[1])
        if cipher is None or kept[2:HEAD] != self.scope.bytes:
            raise Tampered("There is no such key.")
        try:
            return cipher.decrypt(kept[HEAD:_OPEN], kept[_OPEN:], kept[:HEAD] + place)
        except InvalidTag as wrong:
            raise Tampered("This was changed, or sealed for another place.") from wrong


def refuse_unsealed(kept: bytes) -> None:
    """Raises `NotSealed` for a value that versions before sealing left open, `Tampered` for what nobody ever kept."""
    if kept[:1] == b"\x00":
        raise NotSealed("This was kept unsealed, by a version before sealing: run `./opennrm seal`.")
    if kept[0:1] != bytes((FORMAT,)) or len(kept) < SHORTEST:
        raise Tampered("This was kept in a format that nobody knows.")


def place_of(table: str, column: str, row: UUID) -> bytes:
    """Where a value belongs, as bytes that are bound to it."""
    return f"|{table}|{column}|".encode() + row.bytes


def new_data_key() -> bytes:
    """A data key that nobody has had before."""
    return os.urandom(KEY_BYTES)


def wrap(generations: list[tuple[int, bytes]], scope: UUID, by: WrappingKey) -> bytes:
    """The generations of a data key, the newest first, wrapped for a scope."""
    cipher, parts = AESGCM(by.key), [_WRAP_FORMAT + by.id.encode()]
    for number, key in generations:
        nonce = os.urandom(_NONCE)
        parts.append(bytes((number,)) + nonce + cipher.encrypt(nonce, key, _about(scope, number, by.id)))
    return b"".join(parts)


def unwrap(wrapped: bytes, scope: UUID, by: WrappingKey) -> list[tuple[int, bytes]]:
    """The generations of a data key, the newest first. Raises `Tampered`; `WrongKeys` if wrapped by another key."""
    if wrapped_by(wrapped) != by.id:
        raise WrongKeys(f"The key {wrapped_by(wrapped)} is missing.")
    rest = wrapped[1 + ID_LETTERS :]
    if not rest or len(rest) % _GENERATION:
        raise Tampered("This is no wrapped key.")
    cipher, generations = AESGCM(by.key), []
    for start in range(0, len(rest), _GENERATION):
        number, nonce = rest[start], rest[start + 1 : start + 1 + _NONCE]
        sealed = rest[start + 1 + _NONCE : start + _GENERATION]
        try:
            generations.append((number, cipher.decrypt(nonce, sealed, _about(scope, number, by.id))))
        except InvalidTag as wrong:
            raise Tampered("A wrapped key was changed, or belongs to another scope.") from wrong
    return generations


def wrapped_by(wrapped: bytes) -> str:
    """Id of the key that wrapped this. Raises `Tampered` for what is no wrapped key."""
    if wrapped[:1] != _WRAP_FORMAT:
        raise Tampered("This is no wrapped key.")
    return wrapped[1 : 1 + ID_LETTERS].decode("ascii", "replace")


@lru_cache(maxsize=4096)
def data_key(wrapped: bytes, scope: UUID, by: WrappingKey) -> DataKey:
    """The data key of a scope, ready to use; those used last are held, so that a page unwraps each once."""
    return DataKey(scope, unwrap(wrapped, scope, by))


def _about(scope: UUID, generation: int, wrapping_id: str) -> bytes:
    return f"opennrm data key|{wrapping_id}|{generation}|".encode() + scope.bytes

"""Seals whole files for the holders of keys that are not here, in the format of age (age-encryption.org).

A key pair is made on the machine of whoever is to open backups; the installation has the public half alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

import pyrage

PUBLIC, SECRET = "age1", "AGE-SECRET-KEY-1"


class CannotUnseal(ValueError):
    """The file was sealed for somebody else, or is not whole any more."""


class Sink(Protocol):
    """Takes bytes."""

    def write(self, content: bytes, /) -> int:
        """Take these."""

    def flush(self) -> None:
        """Have them where they belong."""


def new_identity(path: Path) -> str:
    """Make a key pair in a new file that only its owner can read; gives the public half. Raises `FileExistsError`."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"# public key: {public}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return public


def recipients_in(lines: Iterable[str]) -> list[str]:
    """The public keys among these lines. Raises `ValueError` for a line that is neither key nor comment."""
    found = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    for public in found:
        try:
            pyrage.x25519.Recipient.from_str(public)
        except pyrage.RecipientError as error:
            raise ValueError(f"{public[:12]}… is no public key of age (they begin with {PUBLIC}).") from error
    return found


def seal_stream(reader: BinaryIO, sink: Sink, recipients: Iterable[str]) -> None:
    """Seal everything that `reader` gives into `sink`, to be opened by the holder of any of these public keys."""
    keys = [pyrage.x25519.Recipient.from_str(public) for public in recipients]
    pyrage.encrypt_io(reader, cast(Any, sink), cast(Any, keys))


def open_stream(reader: BinaryIO, sink: Sink, identity: Path) -> None:
    """Open what was sealed for the holder of the key in this file. Raises `CannotUnseal`.

    What was changed or cut short is noticed where that is come to: use nothing of it before this has returned.
    """
    try:
        pyrage.decrypt_io(reader, cast(Any, sink), cast(Any, _identities(identity)))
    except pyrage.DecryptError as error:
        raise CannotUnseal(f"it is not sealed for the key in {identity}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise CannotUnseal("it was changed or cut short after it was sealed") from error


def _identities(path: Path) -> list[Any]:
    try:
        lines = [line.strip() for line in path.read_text().splitlines() if line.startswith(SECRET)]
        identities = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except (OSError, ValueError, pyrage.IdentityError) as error:
        raise CannotUnseal(f"{path} holds no key of age") from error
    if not identities:
        raise CannotUnseal(f"{path} holds no key of age")
    return identities

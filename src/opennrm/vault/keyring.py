"""The wrapping keys at hand: read from a file outside the database and its backups, or from a file descriptor.

The file has a line for each key, the oldest first: its id, the key, the day it was made and, once it wraps nothing new,
the day it was retired. Only its owner may read it, and a group where several programs share it. Which key is in use is
what the database says (`vault/opening.py`).
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from opennrm.vault.envelope import ID_LETTERS, KEY_BYTES, WrappingKey
from opennrm.vault.refusing import WrongKeys


@dataclass(frozen=True, slots=True)
class Kept:
    """A key as its line in the file has it."""

    key: WrappingKey
    made_on: str
    retired_on: str = ""

    def line(self) -> str:
        """Its line."""
        text = base64.b64encode(self.key.key).decode()
        return " ".join(part for part in (self.key.id, text, self.made_on, self.retired_on) if part)


class Keyring:
    """The wrapping keys of this process, by id."""

    def __init__(self) -> None:
        self._keys: dict[str, WrappingKey] | None = None

    def key(self, key_id: str) -> WrappingKey:
        """The key of this id; the file is read again where it is not known. Raises `WrongKeys` naming a missing one."""
        found = self._known().get(key_id)
        if found is None:
            self.forget()
            found = self._known().get(key_id)
        if found is None:
            raise WrongKeys(f"The key {key_id} is missing: {_remedy()}.")
        return found

    def forget(self) -> None:
        """Read the keys again when one is next asked for; those from a descriptor stay as they were read once."""
        self._keys = None

    def _known(self) -> dict[str, WrappingKey]:
        if self._keys is None:
            self._keys = {kept.key.id: kept.key for kept in read_keys()}
        return self._keys


KEYRING = Keyring()


def keys_there() -> bool:
    """Is there a keys file, or a descriptor to read keys from?"""
    return settings.KEYS_DESCRIPTOR is not None or settings.KEYS.exists()


def read_keys() -> list[Kept]:
    """Every key at hand, the oldest first. Raises `WrongKeys` for a file that is not there, readable or only ours."""
    if settings.KEYS_DESCRIPTOR is not None:
        return _kept(_read_once(settings.KEYS_DESCRIPTOR))
    path: Path = settings.KEYS
    try:
        mode = path.stat().st_mode
        text = path.read_text("ascii", errors="replace")
    except OSError as error:
        raise WrongKeys(f"The keys file {path} cannot be read ({error.strerror}): {_remedy()}.") from error
    if stat.S_IMODE(mode) & 0o037:
        raise WrongKeys(
            f"The keys file {path} can be read by everybody, or written by others than its owner: run "
            f"`chmod 640 {path}` where a group of programs shares it, else `chmod 600`."
        )
    return _kept(text)


def write_keys(kept: Iterable[Kept]) -> None:
    """Put these keys in the place of those in the file: all or, if this is cut off, none. Raises `WrongKeys`."""
    if settings.KEYS_DESCRIPTOR is not None:
        raise WrongKeys("The keys come from a file descriptor: change them where they are kept.")
    path: Path = settings.KEYS
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            if path.exists():  # whoever could read the former file reads this one, and nobody else
                os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode) & 0o640)
                if os.fstat(file.fileno()).st_gid != path.stat().st_gid:
                    os.fchown(file.fileno(), -1, path.stat().st_gid)
            file.write("".join(f"{each.line()}\n" for each in kept))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise WrongKeys(f"The keys file {path} cannot be written ({error.strerror}): give it to this user.") from error
    KEYRING.forget()


def made_key(on: date) -> Kept:
    """A key that nobody has had before; it is in no file yet."""
    return Kept(WrappingKey(secrets.token_hex(ID_LETTERS // 2), secrets.token_bytes(KEY_BYTES)), on.isoformat())


@cache
def _read_once(descriptor: int) -> str:
    with os.fdopen(descriptor, "rb") as given:
        return given.read().decode("ascii", "replace")


def _kept(text: str) -> list[Kept]:
    return [_read_line(line.split()) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _read_line(parts: list[str]) -> Kept:
    try:
        key = WrappingKey(parts[0], base64.b64decode(parts[1], validate=True))
    except (IndexError, binascii.Error) as error:
        raise WrongKeys("A line of the keys file cannot be read: put back the file as it was.") from error
    if len(key.id) != ID_LETTERS or len(key.key) != KEY_BYTES:
        raise WrongKeys("A line of the keys file holds no key: put back the file as it was.")
    return Kept(key, *(parts[2:4] or ["-"]))


def _remedy() -> str:
    where = "the file descriptor" if settings.KEYS_DESCRIPTOR is not None else str(settings.KEYS)
    return f"put back the keys with which this database was sealed, in {where} (docs/how-to/keys.md)"

"""Puts a file into a folder so that it is there whole, or not at all, even if the machine stops."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from opennrm.notifications.channels.port import Undelivered

BEGUN = ".part"
"""How the name of a file ends that is not whole yet."""
LEFT_BEHIND_AFTER = 3600.0
"""Seconds after which nobody is writing it any more."""


def put(folder: Path, name: str, content: bytes) -> None:
    """Write `content` as `name` into `folder` (made if missing, for this user only) and let the disk settle.

    A file of that name is replaced in one step. What a process that was killed had begun lies hidden beside it, until
    the same is put again or an hour is over. Raises `Undelivered` ("folder_not_writable").
    """
    waiting = folder / f".{name}{BEGUN}"  # whoever puts a name holds its message locked, so nobody else does
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder)
        _write(waiting, content)
        waiting.replace(folder / name)
        _settle(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            waiting.unlink(missing_ok=True)
        raise Undelivered("folder_not_writable", out_of_order=True) from error


def _sweep(folder: Path) -> None:
    for begun in folder.glob(f".*{BEGUN}"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - begun.stat().st_mtime > LEFT_BEHIND_AFTER:
                begun.unlink()


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    # A name is safe on the disk only when its folder is.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

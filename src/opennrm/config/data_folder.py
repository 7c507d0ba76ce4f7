"""The one folder of an installation on this machine: its database, its secret key, its built files."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from opennrm.config.fault import Fault

ROOT = Path(__file__).resolve().parents[3]
DATABASE_NEEDS = 300
"""Megabytes that a new database takes, with room for its first write-ahead log."""


def data_folder() -> Path:
    """OPENNRM_DATA, else `.opennrm` beside the command; made (mode 0700) if it is not there. Raises `Fault`."""
    folder = Path(os.environ.get("OPENNRM_DATA") or ROOT / ".opennrm").absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(
            f"The data folder {folder} cannot be made ({error.strerror}): give it to this user, or name another "
            "in OPENNRM_DATA."
        ) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise Fault(
            f"The data folder {folder} may not be written by this user: give it to this user, or name another in "
            "OPENNRM_DATA."
        )
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: made once, kept in `folder` so that only its owner can read it."""
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_text().strip()
        if kept:
            return kept
        descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC)
    made = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    return made

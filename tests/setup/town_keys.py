"""The keys file of a town's installation, as docs/how-to/deploy.md has somebody make it."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path


def keys_file(folder: Path) -> Path:
    """Where it lies; it is made at the first look, with a key that is no secret."""
    path = folder / "keys"
    if not path.exists():
        path.touch(0o600)
        path.write_text(f"0123abcd {b64encode(bytes(range(32))).decode()} 2026-01-01\n")
    return path

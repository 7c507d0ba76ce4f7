"""Keyed hashes: a text's fingerprint that tells nothing to somebody without the key."""

from __future__ import annotations

import json
from typing import Any

from opennrm.vault.sealing import keyed_digest


def keyed_hash(purpose: str, value: Any) -> str:
    """HMAC-SHA-256 (hex) of a JSON value under the key of this purpose.

    The same value has the same hash for one installation and purpose; without the key it cannot be guessed from.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return keyed_digest(text.encode("utf-8", "surrogatepass"), purpose=f"hash of {purpose}").hex()

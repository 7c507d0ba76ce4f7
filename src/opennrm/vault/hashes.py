"""Keyed hashes: a text's fingerprint that tells nothing to somebody without the key."""

from __future__ import annotations

import json
from typing import Any

from opennrm.vault.sealing import keyed_digest
from opennrm.vault.unreadable import Unreadable


def keyed_hash(purpose: str, value: Any) -> str:
    """HMAC-SHA-256 (hex) of a JSON value under the key of this purpose.

    The same value has the same hash for one installation and purpose; without the key it cannot be guessed from.
    Of a value that holds something unreadable it is the word why, which is no hash of anything.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_refused)
    except _HoldsUnreadable as found:
        return str(found)
    return keyed_digest(text.encode("utf-8", "surrogatepass"), purpose=f"hash of {purpose}").hex()


class _HoldsUnreadable(Exception):
    pass


def _refused(value: Any) -> Any:
    if isinstance(value, Unreadable):
        raise _HoldsUnreadable(value.why)
    raise TypeError(f"A {type(value).__name__} is no JSON value.")

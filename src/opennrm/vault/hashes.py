"""Keyed hashes: a text's fingerprint that tells nothing to somebody without the key."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings


def keyed_hash(purpose: str, value: Any) -> str:
    """HMAC-SHA-256 (hex) of a JSON value under the key of this purpose.

    The same value has the same hash for one installation and purpose; without the key it cannot be guessed from.
    """
    key = hashlib.sha256(b"opennrm keyed hash " + purpose.encode() + b" " + settings.SECRET_KEY.encode()).digest()
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

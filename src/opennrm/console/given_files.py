"""Reading the files that a person names on the command line: texts and one JSON object of answers."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from opennrm.config.fault import Fault

LARGEST = 5_000_000
"""Bytes: many times what the longest answers come to."""
HALF = re.compile("[\ud800-\udfff]")
"""Half of a character that UTF-16 writes as two: JSON can name it, and no text can hold it."""


def text_of(named: str) -> str:
    """The text of a file, or of standard input for `-`, exactly as it is. Raises `Fault`."""
    try:
        raw = _read(named)
        if len(raw) > LARGEST:
            raise Fault(f"{named} is larger than {LARGEST // 1_000_000} MB: name a file of one referral or one text.")
        return raw.decode("utf-8")
    except OSError as error:
        raise Fault(f"{named} cannot be read ({error.strerror}): name a file, or - for standard input.") from error
    except UnicodeDecodeError as error:
        raise Fault(f"{named} is not text in UTF-8: save it as UTF-8.") from error


def _read(named: str) -> bytes:
    if named == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(named).open("rb") as file:
        return file.read(LARGEST + 1)


def object_of(named: str) -> dict[str, Any]:
    """The one JSON object in a file, or in standard input for `-`. Raises `Fault`; no value is ever repeated in it."""
    text = text_of(named)
    try:
        found = json.loads(text, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        told = f"{named} is not JSON (line {error.lineno}, column {error.colno}): write one object of answers by key."
        raise Fault(told) from error
    except RecursionError as error:
        raise Fault(f"{named} is nested too deeply: write one object of answers by key.") from error
    except ValueError as error:  # Python reads no number of thousands of digits, since that takes too long
        raise Fault(f"{named} holds a number that is too long: write it as text, if it is one.") from error
    if not isinstance(found, dict):
        raise Fault(f"{named} holds no JSON object: write one object of answers by key.")
    written = {key: key + json.dumps(value, ensure_ascii=False) for key, value in found.items()}
    halved = next((key for key, text in written.items() if HALF.search(text)), None)
    if halved is not None:
        raise Fault(f"What stands under {halved!a} holds half of a character (a lone surrogate): write it anew.")
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Fault(f"The key {key!r} stands there twice: take one of the two out.")
        found[key] = value
    return found

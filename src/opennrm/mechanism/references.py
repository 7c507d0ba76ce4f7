"""Public references: short enough to be read out on the telephone, too many to be guessed."""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are misheard or misread."""
NOTIFICATION = "DTN"
"""What the reference of a notification begins with, so that it is never taken for that of a referral."""
_SHAPE = re.compile(rf"(NRM|DTN)-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{2}}")
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0"})


def reference_from(random_bytes: bytes, prefix: str = "NRM") -> str:
    """A reference such as NRM-7K3F-9QXD-2A from at least seven random bytes (50 bits are used)."""
    number = int.from_bytes(random_bytes[:7], "big")
    letters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(10))
    return f"{prefix}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def reference_as_meant(typed: str, prefix: str = "NRM") -> str:
    """A reference as somebody typed it, put right: case, spaces, hyphens, and letters taken for digits."""
    letters = letters_as_meant(typed, prefix)
    return f"{prefix}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def is_reference_of_notification(typed: str) -> bool:
    """Is it, once put right, a reference of a notification?"""
    meant = reference_as_meant(typed, NOTIFICATION)
    letters = meant.removeprefix(f"{NOTIFICATION}-").replace("-", "")
    return typed.strip().upper().startswith(NOTIFICATION) and len(letters) == 10 and set(letters) <= set(ALPHABET)


def is_reference(text: str) -> bool:
    """Is it, letter for letter, of the shape of a public reference? Such a one can name nobody."""
    return _SHAPE.fullmatch(text) is not None


def references_in(text: str) -> set[str]:
    """The public references of cases and referrals that stand in a text."""
    return {found.group() for found in _SHAPE.finditer(text) if found.group(1) != NOTIFICATION}


def letters_as_meant(typed: str, prefix: str = "NRM") -> str:
    """The letters of a reference, or of a part of it, as somebody typed them, put right."""
    letters = "".join(character for character in typed.upper() if character.isalnum())
    return letters.removeprefix(prefix).translate(_MEANT)

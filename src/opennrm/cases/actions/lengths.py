"""How long a text of a case may be, and what no text can hold."""

from __future__ import annotations

from opennrm.mechanism.refusal import Refusal

LONGEST = 15_000
"""Characters."""


def refusal_of_length(text: str, field: str, longest: int = LONGEST) -> Refusal | None:
    """Take a text, the field it came from and how long it may be; give what is wrong with it, or None."""
    if "\x00" in text:
        because = "This text holds a character that cannot be kept. Type it again without it."
        return Refusal("not_text", because, "house", field)
    if len(text) > longest:
        because = f"Shorten this to {longest:,} characters or fewer; it has {len(text):,}."
        return Refusal("too_long", because, "house", field)
    return None


def refusal_of_text(text: str, field: str, empty: str, longest: int = LONGEST) -> Refusal | None:
    """The same, where something must be written; `empty` says what."""
    if not text.strip():
        return Refusal("no_text", empty, "house", field)
    return refusal_of_length(text, field, longest)

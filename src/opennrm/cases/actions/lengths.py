"""How long a text of a case may be, and what no text can hold."""

from __future__ import annotations

from opennrm.mechanism.refusal import Refusal

LONGEST = 15_000
"""Characters."""


def refusal_of_length(text: str, field: str) -> Refusal | None:
    """Take a text and the field it came from; give what is wrong with it, or None."""
    if "\x00" in text:
        because = "This text holds a character that cannot be kept. Type it again without it."
        return Refusal("not_text", because, "house", field)
    if len(text) > LONGEST:
        because = f"Shorten this to {LONGEST:,} characters or fewer; it has {len(text):,}."
        return Refusal("too_long", because, "house", field)
    return None

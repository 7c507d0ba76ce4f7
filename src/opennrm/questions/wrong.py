"""What is wrong with an answer, and the check that every typed text passes."""

from __future__ import annotations

import re
from collections.abc import Mapping

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Wrong(Exception):
    """An answer that cannot be taken; `faults` are pairs of the input's id and the sentence that says what to do."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        super().__init__("an answer cannot be taken")
        self.faults = faults


def one_text(name: str, submitted: Mapping[str, list[str]]) -> str:
    """The one text that was sent under a name; the first that is not empty where several were sent."""
    return next((text for text in submitted[name] if text.strip()), "")


def check_text(text: str, called: str, limit: int, field_id: str) -> None:
    """Raise `Wrong` for what no text may hold, or for a text that is too long (a line break counts as one)."""
    if "\x00" in text or LONE_SURROGATE.search(text):
        told = f"The {called} holds a character that no computer can show. Delete it, or type that part again"
        raise Wrong((field_id, told))
    length = len(text.replace("\r\n", "\n"))
    if length > limit:
        told = (
            f"The {called} must be {limit:,} characters or fewer. It has {length:,}: shorten it by {length - limit:,}"
        )
        raise Wrong((field_id, told))

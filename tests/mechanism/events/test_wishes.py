"""What a person wants, as the history keeps it: codes, a day and a hash."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opennrm.mechanism.events import WishRecorded, told

WISH: Any = {
    "wish": "withdraw",
    "way": "spoken_through_first_responder",
    "said_on": date(2026, 3, 2),
    "wish_hash": "0" * 64,
}


def test_a_wish_is_told_by_its_codes() -> None:
    recorded = WishRecorded(subject="C1", case="C1", language="vie", interpreter="professional", **WISH)
    assert told(recorded.kind, recorded.facts()) == (
        "What the person wants was recorded: to withdraw. How: spoken through first responder, on Monday 2 March 2026."
    )


def test_a_language_in_words_is_no_code() -> None:
    with pytest.raises(ValueError, match="language"):
        WishRecorded(subject="C1", case="C1", language="the Vietnamese of the north", **WISH)

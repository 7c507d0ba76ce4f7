"""A timeline tells that somebody was disqualified by its ground and outcome, and never by the words behind them."""

from __future__ import annotations

import pytest

from opennrm.mechanism.events import DisqualificationDecided, told

FACTS = {"outcome": "not_disqualified", "ground": "bad_faith", "text_hash": "a" * 64}


def test_a_timeline_tells_the_ground_and_the_outcome() -> None:
    assert told("DisqualificationDecided", FACTS, {}) == "It was decided, for bad faith: not disqualified."


def test_an_event_takes_no_words() -> None:
    with pytest.raises(ValueError, match="ground"):
        DisqualificationDecided(subject="NRM-1", **{**FACTS, "ground": "She told two stories."})

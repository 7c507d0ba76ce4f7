"""The history tells that a part went, to whom as what, and nothing of what it says."""

from __future__ import annotations

import pytest

from opennrm.mechanism.events import PartMade, PartStopped, told

OF = {"subject": "NRM-1", "case": "NRM-1", "part": "00000000-0000-4000-8000-000000000000"}


def test_a_part_is_told_by_its_receiver_and_its_state() -> None:
    event = PartMade(**OF, receiver="support_provider", state="not_routed", text_hash="0" * 64)
    assert told(event.kind, event.facts()) == (
        "A part of the referral was made for: support provider. It is: not routed."
    )


def test_why_it_was_taken_back_is_a_code_and_no_words() -> None:
    with pytest.raises(ValueError, match="because"):
        PartStopped(**OF, receiver="support_provider", because="She told me she is afraid")

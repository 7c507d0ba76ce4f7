"""What happens between the decisions is told in sentences, and holds no words of anybody."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.events import ConsultationRecorded, told


def consulted(text_hash: str) -> ConsultationRecorded:
    """The police consulted on the second decision."""
    return ConsultationRecorded(
        subject="C1",
        purpose="second_decision",
        with_whom="police",
        took_part=True,
        consulted_on=date(2026, 3, 2),
        text_hash=text_hash,
    )


def test_a_consultation_is_told() -> None:
    event = consulted("0" * 64)
    assert told(event.kind, event.facts()) == "Recorded for the second decision: discussed with the police: yes."


def test_what_was_said_cannot_stand_in_it() -> None:
    with pytest.raises(ValueError, match="text_hash"):
        consulted("They said so.")

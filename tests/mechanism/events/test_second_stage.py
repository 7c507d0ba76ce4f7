"""What happens between the decisions is told in sentences, and holds no words of anybody."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.events import ConsultationRecorded, told


def test_a_consultation_is_told() -> None:
    event = ConsultationRecorded(
        subject="C1",
        purpose="second_decision",
        with_whom="police",
        took_part=True,
        consulted_on=date(2026, 3, 2),
        text_hash="0" * 64,
    )
    assert told(event.kind, event.facts()) == "Recorded for the second decision: discussed with the police: yes."


def test_what_was_said_cannot_stand_in_it() -> None:
    with pytest.raises(ValueError, match="text_hash"):
        ConsultationRecorded(
            subject="C1",
            purpose="second_decision",
            with_whom="police",
            took_part=True,
            consulted_on=date(2026, 3, 2),
            text_hash="They said so.",
        )

"""What came of leave is told in words, and names nobody."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.events import LeaveRecorded, told


def test_it_says_what_came_of_it_and_who_told() -> None:
    event = LeaveRecorded(
        subject="A",
        case="A",
        outcome="granted",
        told_by="legal_representative",
        told_on=date(2026, 5, 11),
        text_hash="0" * 64,
    )
    said = told(event.kind, event.facts(), {})
    assert "granted" in said
    assert "legal representative" in said

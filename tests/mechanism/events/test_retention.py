"""What becomes of a record is told by day, schedule and who decided; why in words is never in it."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.events import RecordErased, RecordHeld, RecordProposed, told

SOMEBODY = "0f4e1c5e-5a53-4f0b-9a4b-0a3c9a3d2f10"


def test_a_record_that_came_up_and_went_is_told_with_its_schedule() -> None:
    about = {"subject": "NRM-1", "proposal": "p-1", "schedule": "assumed-1", "record_class": "case_closed"}
    came = RecordProposed(**about, action="erase", due_on=date(2033, 3, 25))
    assert told("RecordProposed", came.facts()) == (
        "The record came up on Friday 25 March 2033 to be decided on: erase, under schedule assumed-1."
    )
    went = RecordErased(**about, action="erase", decided_by=SOMEBODY)
    assert told("RecordErased", went.facts(), {SOMEBODY: "Ada Quist"}).endswith("as Ada Quist had decided.")


def test_the_reason_of_a_hold_cannot_be_put_into_its_event() -> None:
    with pytest.raises(TypeError):
        RecordHeld(subject="NRM-1", hold="h-1", review_on=date(2033, 3, 25), because="A court.")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="hold"):
        RecordHeld(subject="NRM-1", hold="A court asked.", review_on=date(2033, 3, 25))

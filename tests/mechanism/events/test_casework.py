"""What people do around a case is told in sentences, and holds hashes where texts were written."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.events import AbsenceRecorded, CaseHandedOver, FlagRaised, NoteWritten, TaskAdded, told

SOMEBODY = "0f4e1c5e-5a53-4f0b-9a4b-0a3c9a3d2f10"
HASH = "a" * 64


def test_a_task_is_told_with_its_day_and_for_whom() -> None:
    added = TaskAdded(subject="NRM-1", task="t-1", to=SOMEBODY, due_on=date(2027, 3, 26), text_hash=HASH)
    assert told("TaskAdded", added.facts(), {SOMEBODY: "Sam Okoro"}) == (
        "A task was added for Sam Okoro. Due: Friday 26 March 2027."
    )


def test_a_flag_and_an_absence_are_told_in_words() -> None:
    assert told("FlagRaised", FlagRaised(subject="NRM-1", flag="exploited_as_a_child").facts()) == (
        "A flag was raised: exploited as a child."
    )
    day = date(2027, 3, 26)
    away = AbsenceRecorded(subject=SOMEBODY, absence="a-1", from_on=day, until_on=day, cover=None)
    assert told("AbsenceRecorded", away.facts()).endswith("Covered by: none.")


def test_a_text_cannot_be_put_where_its_hash_belongs() -> None:
    with pytest.raises(ValueError, match="text_hash"):
        NoteWritten(subject="NRM-1", note="n-1", visibility="team", text_hash="Please read this.")
    with pytest.raises(ValueError, match="text_hash"):
        CaseHandedOver(subject="NRM-1", to=SOMEBODY, text_hash="She is in Leeds.")

"""An entry for a calendar is read by whatever somebody uses, and tells nothing of a case."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from opennrm.panels.invitation import calendar_file
from opennrm.panels.models import Sitting

AT = datetime(2026, 7, 1, 13, 30, tzinfo=UTC)


def sitting(state: str) -> Sitting:
    return Sitting(id=UUID(int=1), starts_at=AT, minutes=90, state=state, called_at=AT, how_to_join="07700 900123")


def test_it_is_of_the_form_that_calendars_read() -> None:
    told = calendar_file(sitting("called"), address="https://nrm.example/panels/sittings/" + "a" * 80 + "/").decode()
    lines = told.split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n " in told  # the long address is folded
    unfolded = told.replace("\r\n ", "")
    assert "DTSTART:20260701T133000Z\r\nDTEND:20260701T150000Z\r\n" in unfolded
    assert "a" * 80 + "/" in unfolded
    assert "07700" not in told


def test_a_cancelled_sitting_takes_its_entry_out_again() -> None:
    told = calendar_file(sitting("cancelled"), address="https://nrm.example/").decode()
    assert "METHOD:CANCEL\r\n" in told
    assert "STATUS:CANCELLED\r\n" in told
    assert "SEQUENCE:1\r\n" in told

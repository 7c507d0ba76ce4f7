"""What can happen to a list: it is told with the entry's code, and with what stands in its place."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.events import ListChanged, told


def test_an_added_and_an_ended_entry_are_told_in_words() -> None:
    added = ListChanged(subject="lists", list_name="councils", code="XK")
    ended = ListChanged(
        subject="lists", list_name="councils", code="old", ends_on=date(2026, 3, 2), replaced_by=("one", "two")
    )
    alone = ListChanged(subject="lists", list_name="councils", code="old", ends_on=date(2026, 3, 2))
    assert [told(each.kind, each.facts()) for each in (added, ended, alone)] == [
        "An entry was added to the list councils: XK.",
        "An entry of the list councils ended on Monday 2 March 2026: old. In its place: one, two.",
        "An entry of the list councils ended on Monday 2 March 2026: old.",
    ]

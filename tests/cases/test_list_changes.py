"""A process that did not change a list itself looks now and then, by one statement where nothing is new."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opennrm.cases import list_changes as reading
from opennrm.cases.actions.lists import NewEntry
from opennrm.questions import list_changes, lists
from tests.cases.test_lists import MADE, MONDAY, WHY, added, administrator, ended

pytestmark = pytest.mark.django_db


def test_what_another_process_changed_is_known_after_half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    by = administrator()
    code = added(by)
    ended(by, code)
    list_changes.forget()  # as in another process
    clock = [1000.0]
    monkeypatch.setattr(reading, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(reading._LOOKED, "at", 1000.0)
    reading.look_now_and_then()
    assert lists.entry_for("councils", code) is None
    clock[0] += reading.LOOK_EVERY
    reading.look_now_and_then()
    assert lists.entry_for("councils", code) is not None
    assert [each.code for each in lists.successors("councils", "abe")] == [code]
    clock[0] += reading.LOOK_EVERY
    with CaptureQueriesContext(
        connection,
    ) as asked:
        reading.look_now_and_then()
        reading.look_now_and_then()
    assert len(asked) == 1


def test_changes_are_told_newest_first_with_who_and_why() -> None:
    by = administrator()
    added(by)
    added(by, NewEntry("Zembian"), "nationalities", reason="Recognised.")
    assert [(each.change.label, each.reason, each.at) for each in reading.changes_told()] == [
        ("Zembian", "Recognised.", MONDAY),
        (MADE.label, WHY, MONDAY),
    ]
    assert [each.change.list_name for each in reading.changes_told("councils")] == ["councils"]

"""The newest entries of a case come first, by kind and a page at a time."""

from __future__ import annotations

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.audit.timeline import latest_of_case
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_pages_follow_each_other_from_the_newest_to_the_first() -> None:
    reference = made.referred()
    made.referred()
    newest_first = events_of_case(reference)[::-1]
    first = latest_of_case(reference, 3).alone()
    rest = latest_of_case(reference, 100, before=first[-1].seq).alone()
    assert [*first, *rest] == newest_first
    assert latest_of_case(reference, 3, before=newest_first[-1].seq).alone() == []


def test_entries_that_are_left_out_make_no_page_shorter() -> None:
    reference = made.referred()
    every = latest_of_case(reference, 4).alone()
    found = latest_of_case(reference, 3, without={every[1].seq}).alone()
    assert found == [every[0], *every[2:]]


def test_only_the_kinds_that_are_asked_for_are_given() -> None:
    reference = made.referred()
    only = latest_of_case(reference, 10, only={"ClockStarted", "CaseOpened"}).alone()
    assert [event.kind for event in only] == ["ClockStarted", "CaseOpened"]
    without = {event.kind for event in latest_of_case(reference, 100, but={"CaseOpened"}).alone()}
    assert "ClockStarted" in without
    assert "CaseOpened" not in without

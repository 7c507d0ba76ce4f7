"""The history is read back as it was written: of one case, the newest, of some kinds, case by case."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.queries import (
    events_by_case,
    events_of_case,
    events_of_kinds,
    head,
    last_entry_of_case,
    latest_events,
)
from opennrm.audit.record import announce, command
from opennrm.mechanism.events import CaseViewed, LetterViewed, SignedOut

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def written() -> None:
    at = timezone.now()
    with command():
        announce(CaseViewed(subject="NRM-B", case="NRM-B"), at=at, by=None)
        announce(CaseViewed(subject="NRM-A", case="NRM-A"), at=at, by=None)
        announce(SignedOut(subject="someone"), at=at, by=None)
        announce(LetterViewed(subject="NRM-B", case="NRM-B", letter_kind="notice"), at=at, by=None)


def test_a_case_has_its_own_events_in_order() -> None:
    events = events_of_case("NRM-B")
    assert [event.kind for event in events] == ["CaseViewed", "LetterViewed"]
    assert events[1].facts == {"because": None, "letter_kind": "notice"}
    assert [event.kind for event in events_of_case("NRM-B", after=events[0].seq)] == ["LetterViewed"]
    assert last_entry_of_case("NRM-B") == events[1].seq == head()[0]
    assert last_entry_of_case("NRM-Z") == 0


def test_the_newest_come_first_and_page_back() -> None:
    newest = latest_events(2)
    assert [event.kind for event in newest] == ["LetterViewed", "SignedOut"]
    assert [event.subject for event in latest_events(2, before=newest[-1].seq)] == ["NRM-A", "NRM-B"]


def test_kinds_are_chosen_within_bounds() -> None:
    last = head()[0]
    assert [event.subject for event in events_of_kinds(("CaseViewed",), after=0, until=last)] == ["NRM-B", "NRM-A"]
    assert list(events_of_kinds(("CaseViewed",), after=last - 2, until=last)) == []


def test_cases_come_one_after_another_and_events_of_no_case_not_at_all() -> None:
    assert [(reference, len(events)) for reference, events in events_by_case()] == [("NRM-A", 1), ("NRM-B", 2)]

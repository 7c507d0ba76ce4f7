"""Who holds a case: taken by oneself, given by a manager to somebody who decides, told in its history."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.allocation import allocate_case, take_case
from opennrm.mechanism.refusal import Refused
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_case_is_taken_once() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    take_case(reference, seen=0, by=by, at=timezone.now())
    assert made.seen(reference, by).owner_id == by.account_id
    other = made.officer("caseworker", name="Bea Lock")
    with pytest.raises(Refused, match="changed_meanwhile"):
        take_case(reference, seen=0, by=other, at=timezone.now())
    allocated = [event for event in events_of_case(reference) if event.kind == "CaseAllocated"]
    assert [event.facts for event in allocated] == [{"to": str(by.account_id)}]


def test_a_manager_gives_a_case_only_to_somebody_of_the_team_who_decides() -> None:
    reference, manager, to = made.referred(), made.officer("manager"), made.officer("caseworker")
    for wrong in (manager.account_id, uuid4(), made.officer("caseworker", in_team=made.authority_team("Z")).account_id):
        with pytest.raises(Refused, match="not_in_team"):
            allocate_case(reference, to=wrong, seen=0, by=manager, at=timezone.now())
    allocate_case(reference, to=to.account_id, seen=0, by=manager, at=timezone.now())
    assert made.seen(reference, manager).owner == "Sam Okoro"


def test_a_caseworker_does_not_allocate() -> None:
    by = made.officer("caseworker")
    with pytest.raises(Refused, match="not_your_role"):
        allocate_case(made.referred(), to=by.account_id, seen=0, by=by, at=timezone.now())

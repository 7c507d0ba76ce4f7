"""Every row of access that is given or ended is told in the history, with its end where it has one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.audit.record import command
from opennrm.cases.actions.giving_access import end_access, give_access, of_people
from opennrm.cases.models import Case, CaseAccess
from opennrm.cases.verification import check_cases
from opennrm.mechanism.need_to_know import Because
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_row_with_an_end_is_told_with_it_and_one_that_is_ended_is_told_once() -> None:
    reference, who, now = made.referred(), made.officer("caseworker"), timezone.now()
    case, until = Case.objects.get(reference=reference), now + timedelta(days=1)
    with command():
        give_access(case, who.account_id, Because.FOR_A_TIME, until=until, by=None, at=now)
    told = events_of_case(reference)[-1].facts
    assert told["until"] == until.isoformat()
    assert check_cases() == []
    with command():
        assert end_access(of_people(case), by=None, at=timezone.now()) == 1
        assert end_access(of_people(case), by=None, at=timezone.now()) == 0
    assert [event.kind for event in events_of_case(reference)].count("AccessEnded") == 1
    assert check_cases() == []


def test_a_row_that_was_lengthened_behind_the_history_is_found() -> None:
    reference, who, now = made.referred(), made.officer("caseworker"), timezone.now()
    case = Case.objects.get(reference=reference)
    with command():
        give_access(case, who.account_id, Because.FOR_A_TIME, until=now + timedelta(days=1), by=None, at=now)
    CaseAccess.objects.filter(because="for_a_time").update(until_at=now + timedelta(days=400))
    assert [each.what for each in check_cases()] == ["who may see it is not who the history gave access to"]


def test_a_restriction_that_was_lifted_behind_the_history_is_found() -> None:
    reference = made.referred()
    Case.objects.filter(reference=reference).update(restricted=True, restricted_because="operation")
    assert [each.what for each in check_cases()] == ["whether it is restricted is not what its history says"]

"""Nobody was found for a part: whoever holds the case has a task until somebody says who receives it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.part_tasks import TITLE
from opennrm.cases.actions.receiving_parts import route_part
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.models import Part, Task
from opennrm.partners.access import Actor
from tests.factories import cases as made
from tests.factories import parts as there

pytestmark = pytest.mark.django_db


def taken(reference: str) -> Actor:
    by = made.officer("caseworker")
    take_case(reference, seen=made.seen(reference, by).version, by=by, at=timezone.now())
    return by


def test_whoever_takes_the_case_has_one_task_however_many_parts_wait() -> None:
    reference = there.adult()
    assert Part.objects.filter(state="not_routed").count() == 3
    by = taken(reference)
    task = Task.objects.get()
    assert (task.title, task.assignee_id, task.done_at) == (TITLE, by.account_id, None)
    assert check_casework() == []


def test_it_is_done_when_the_last_part_has_somewhere_to_go() -> None:
    reference = there.adult()
    by = taken(reference)
    for part in Part.objects.order_by("id"):
        assert Task.objects.get().done_at is None
        route_part(reference, part.id, organisation_id=None, told_otherwise=True, by=by, at=timezone.now())
    assert Task.objects.get().done_by_id == by.account_id
    assert check_casework() == []


def test_where_everybody_was_found_there_is_none() -> None:
    there.support()
    there.kent()
    taken(there.adult())
    assert not Task.objects.exists()

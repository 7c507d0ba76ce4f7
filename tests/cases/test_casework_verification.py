"""What was changed behind the history's back in tasks, notes, flags and hand-overs is found."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.utils import timezone

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.flags import set_flags
from opennrm.cases.actions.handing_over import hand_over_case
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.tasks import add_task, assign_task, finish_task
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.models import HandOver, Note, Task
from tests.factories import cases as made
from tests.factories.sealing import overwrite

pytestmark = pytest.mark.django_db

PLANTED = {
    "a task done": ("UPDATE cases_task SET done_at = NULL, done_by_id = NULL", "its tasks are not"),
    "a task moved": ("UPDATE cases_task SET due_on = '2030-01-01'", "its tasks are not"),
    "a task passed on": ("UPDATE cases_task SET assignee_id = added_by_id", "its tasks are not"),
    "a note shown to others": ("UPDATE cases_note SET visibility = 'team'", "its notes are not"),
    "a mention removed": ("DELETE FROM cases_mention", "its mentions are not"),
    "a flag removed": ("DELETE FROM cases_flag WHERE flag = 'detained'", "its flags are not"),
    "a hand-over removed": ("DELETE FROM cases_hand_over", "its hand-overs are not"),
}


def _worked_case() -> None:
    reference, by, at = made.referred(), made.officer("caseworker"), timezone.now()
    other = made.officer("caseworker", name="Bea Lock")
    take_case(reference, seen=0, by=by, at=at)
    task = add_task(reference, title="Ring.", to=by.account_id, due_on=None, by=by, at=at)
    add_task(reference, title="Write.", to=by.account_id, due_on=None, by=by, at=at)
    assign_task(reference, task, to=other.account_id, by=by, at=at)
    finish_task(reference, task, by=other, at=at)
    told = {"visibility": "decision_makers", "mentioned": [other.account_id]}
    write_note(reference, text="Read this.", **told, by=by, at=at)  # type: ignore[arg-type]
    set_flags(reference, raised=["detained", "dependants"], lowered=(), by=by, at=at)
    set_flags(reference, raised=(), lowered=["dependants"], by=by, at=at)
    hand_over_case(reference, to=other.account_id, note="All is in the file.", seen=1, by=by, at=at)


def test_what_the_actions_did_holds_and_every_planting_is_found(subtests: pytest.Subtests) -> None:
    _worked_case()
    assert check_casework() == []
    for name, (statement, found) in PLANTED.items():
        with subtests.test(name), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(statement)
            assert any(found in each.what for each in check_casework())
            transaction.set_rollback(True)
    for rows, changed, what in (
        (Task.objects, {"title": "Do not ring."}, "the text of a task"),
        (Note.objects, {"text": "Do not read this."}, "the text of a note"),
        (HandOver.objects, {"note": "Nothing is."}, "the note of a hand-over"),
    ):
        with subtests.test(what), transaction.atomic():
            overwrite(rows, **changed)
            found_now = check_casework()
            assert found_now
            assert all(what in each.what for each in found_now)
            transaction.set_rollback(True)

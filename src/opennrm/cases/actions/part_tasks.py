"""The task of saying where a part goes for which nobody was found: one in a case, for whoever holds it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.actions.tasks import hash_of_task
from opennrm.cases.models import Case, Part, Task
from opennrm.mechanism.events import Event, TaskAdded, TaskDone
from opennrm.mechanism.receivers import PartState

TITLE = "Say who receives a part of this referral: nobody was found for it. See Consents."
TITLE_TO_READ = "Read what the person said of sharing, then say who receives a part of this referral. See Consents."


def give_task(event: Event, at: datetime, by: UUID | None) -> None:
    """Give whoever now holds a case the task, if there is one to be done. A consequence of `CaseAllocated`."""
    settle_task(Case.objects.get(reference=event.subject), at=at, by=by)


def settle_task(case: Case, *, at: datetime, by: UUID | None) -> None:
    """Add the task where a part waits for somebody to say where it goes, and end it where none does any more.

    While nobody holds the case, those who share it out are told of the new case itself, and its page says it.
    """
    waiting = set(Part.objects.filter(case=case, state=PartState.NOT_ROUTED.value).values_list("because", flat=True))
    _settle(case, TITLE, waits="" in waiting, at=at, by=by)
    _settle(case, TITLE_TO_READ, waits=bool(waiting - {""}), at=at, by=by)


def _settle(case: Case, title: str, *, waits: bool, at: datetime, by: UUID | None) -> None:
    text_hash = hash_of_task(title)
    standing = Task.objects.filter(case=case, text_hash=text_hash, done_at__isnull=True)
    if waits and case.owner_id is not None and not standing.exists():
        task = Task.objects.create(
            case=case,
            title=title,
            text_hash=text_hash,
            assignee_id=case.owner_id,
            added_at=at,
            added_by_id=by or case.owner_id,
        )
        added = TaskAdded(
            subject=case.reference,
            case=case.reference,
            task=str(task.id),
            to=str(case.owner_id),
            due_on=None,
            text_hash=text_hash,
        )
        announce(added, at=at, by=by)
    if not waits:
        for task in standing.order_by("id"):
            task.done_at, task.done_by_id = at, by or task.assignee_id
            task.save(update_fields=["done_at", "done_by"])
            announce(TaskDone(subject=case.reference, case=case.reference, task=str(task.id)), at=at, by=by)

"""A referral was corrected in what its case was acted upon by: somebody of the case's team is given that to look at."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.actions.tasks import hash_of_task
from opennrm.cases.actions.telling import tell_who_holds
from opennrm.cases.models import Case, Task
from opennrm.cases.team import colleagues_for
from opennrm.mechanism.events import Event, TaskAdded
from opennrm.partners.roles import Permission
from opennrm.questions.matters import Matter

TITLES = {
    Matter.AGE: "The referral was corrected: look at the person's age again. Nothing was changed by itself.",
    Matter.CONSENT: "The referral was corrected: look at the consent again. Nothing was changed by itself.",
    Matter.AUTHORITY: "The referral was corrected: look again at which authority takes the case.",
    Matter.WAY: "The referral was corrected: look again at how decisions safely reach the person.",
}


def look_at_correction(event: Event, at: datetime, by: UUID | None) -> None:
    """Give a task for each of what was acted upon; where there is none of it, tell who holds the case of the rest."""
    case = Case.objects.select_related("owner").get(reference=event.subject)
    to = who_looks(case, at)
    matters = [Matter(each) for each in event.facts()["matters"]]
    if case.erased_on is not None or to is None or by is None or not matters:
        tell_who_holds(event, at, by)
        return
    for title in (TITLES[matter] for matter in matters):
        add_task(case, title, to, at=at, by=by)


def add_task(case: Case, title: str, to: UUID, *, at: datetime, by: UUID) -> None:
    """Give somebody a task that a correction brings."""
    task = Task.objects.create(
        case=case, title=title, text_hash=hash_of_task(title), assignee_id=to, added_at=at, added_by_id=by
    )
    added = TaskAdded(
        subject=case.reference,
        case=case.reference,
        task=str(task.id),
        to=str(to),
        due_on=None,
        text_hash=task.text_hash,
    )
    announce(added, at=at, by=by)


def who_looks(case: Case, at: datetime) -> UUID | None:
    """Who holds it; where nobody does, the first who decides in its team, or who shares its work out."""
    if case.owner is not None and case.owner.is_active:
        return case.owner.id
    people = colleagues_for(case, Permission.DECIDE, at) or colleagues_for(case, Permission.ALLOCATE, at)
    return people[0].id if people else None

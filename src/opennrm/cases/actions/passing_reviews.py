"""Who reviews an opening in an emergency, and passing that on when they cannot any more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from opennrm.audit.record import announce
from opennrm.cases.models import Case, Emergency
from opennrm.cases.team import named_in
from opennrm.mechanism.events import Event, ReviewPassedOn
from opennrm.mechanism.need_to_know import LISTED
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.directory import colleagues_of_organisation, people_in_team, reads_cases
from opennrm.partners.roles import Permission


def reviewer_of(case: Case, *, but: UUID, at: datetime) -> UUID | None:
    """A manager of the team; else who holds the case; else a manager of the authority; never who opened it (`but`).

    Of a restricted case somebody on its list. None where there is nobody.
    """
    return next((each for each in _could_review(case, at) if each != but), None)


def pass_on_reviews_of_leaver(event: Event, at: datetime, by: UUID | None) -> None:
    """A role ended, perhaps with its account: what they were to review and no longer can passes to somebody else."""
    _pass_on(Emergency.objects.filter(reviewer_id=UUID(event.subject)), by=by, at=at)


def pass_on_reviews_of_case(event: Event, at: datetime, by: UUID | None) -> None:
    """A case was restricted, or its list changed: its reviews pass to somebody on the list."""
    _pass_on(Emergency.objects.filter(case__reference=event.subject, case__restricted=True), by=by, at=at)


def tell_who_reviews(event: Event, at: datetime, by: UUID | None) -> None:
    """A review passed to somebody: tell them."""
    tell_of_work([UUID(str(event.facts()["reviewer"]))], at=at)


def _pass_on(rows: QuerySet[Emergency], *, by: UUID | None, at: datetime) -> None:
    waiting = rows.filter(reviewed_at__isnull=True).select_for_update(of=("self",)).select_related("case")
    for row in list(waiting.order_by("id")):
        if row.reviewer_id in _could_review(row.case, at):
            continue
        found = reviewer_of(row.case, but=row.opened_by_id, at=at)
        if found is None:
            continue  # it stays theirs in name; once overdue it is every manager's of the authority
        row.reviewer_id = found
        row.save(update_fields=["reviewer"])
        reference = row.case.reference
        told = ReviewPassedOn(subject=reference, case=reference, opening=str(row.id), reviewer=str(found))
        announce(told, at=at, by=by)


def _could_review(case: Case, at: datetime) -> list[UUID]:
    managers = [each.id for each in people_in_team(case.owner_team_id, Permission.ALLOCATE, at)]
    holder = [case.owner_id] if case.owner_id and reads_cases(case.owner_id, at) else []
    home = case.owner_team.organisation_id
    others = [each.id for each in colleagues_of_organisation(home, Permission.ALLOCATE, at)]
    found = [*managers, *holder, *others]
    if not case.restricted:
        return found
    listed = named_in(case.id, at, LISTED)
    return [*(each for each in found if each in listed), *sorted(listed)]

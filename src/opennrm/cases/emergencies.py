"""Reading what was opened in an emergency: one of them, those that somebody is to review, and what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from opennrm.audit.asking import as_the_house
from opennrm.cases.models import Case, CaseAccess, Emergency
from opennrm.cases.visibility import hidden_from, visible_to
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.need_to_know import Because
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission

SHOWN_FOR = timedelta(days=28)
AT_MOST = 20
COLUMNS = (
    "id",
    "case__reference",
    "words",
    "opened_at",
    "opened_by__name",
    "opened_by_id",
    "until_at",
    "reviewer__name",
    "reviewer_id",
    "review_due_on",
    "outcome",
    "remark",
    "reviewed_at",
    "reviewed_by__name",
)


@dataclass(frozen=True, slots=True)
class EmergencyRead:
    """A case that was opened in an emergency, and what became of the review; `reviewed_at` is None while it waits."""

    id: UUID
    reference: str
    words: str
    opened_at: datetime
    opened_by: str
    opened_by_id: UUID
    until_at: datetime
    reviewer: str
    reviewer_id: UUID
    review_due_on: date
    outcome: str
    remark: str | None
    reviewed_at: datetime | None
    reviewed_by: str | None


@as_the_house()  # who reviews need not be of the case's team
def emergency_for(actor: Actor, emergency_id: UUID, *, at: datetime) -> EmergencyRead:
    """One of them, for whoever is to review it or manages the team of the case. Raises `NotYours`."""
    row = Emergency.objects.filter(to_review_by(actor, at), id=emergency_id).values_list(*COLUMNS).first()
    if row is None:
        raise NotYours
    return EmergencyRead(*row)


@as_the_house()  # who reviews need not be of the case's team
def emergencies_to_review(actor: Actor, *, at: datetime) -> list[EmergencyRead]:
    """What the actor may review and nobody has, and what was opened lately of what they hold; the newest first."""
    mine = to_review_by(actor, at) & Q(reviewed_at__isnull=True)
    held = Q(case__owner_id=actor.account_id, opened_at__gt=at - SHOWN_FOR)
    rows = Emergency.objects.filter(mine | held).exclude(opened_by_id=actor.account_id).order_by("-opened_at", "-id")
    return [EmergencyRead(*row) for row in rows.values_list(*COLUMNS)[:AT_MOST]]


def emergencies_of(case_id: UUID) -> list[EmergencyRead]:
    """Every opening of a case in an emergency, the newest first."""
    rows = Emergency.objects.filter(case_id=case_id).order_by("-opened_at", "-id")
    return [EmergencyRead(*row) for row in rows.values_list(*COLUMNS)]


@as_the_house()  # who reviews need not be of the case's team
def overdue_reviews(actor: Actor, *, at: datetime) -> list[EmergencyRead]:
    """The reviews that the actor should have done by now: until they are, their work list waits.

    Once it is overdue, a review is the duty of every manager of the authority, so that it never hangs on one person.
    """
    theirs = (Q(reviewer_id=actor.account_id) & _not_hidden(actor, at)) | _escalated_to(actor, at)
    late = Emergency.objects.filter(theirs, reviewed_at__isnull=True, review_due_on__lt=legal_day(at))
    rows = late.exclude(opened_by_id=actor.account_id)
    return [EmergencyRead(*row) for row in rows.order_by("review_due_on", "id").values_list(*COLUMNS)[:AT_MOST]]


def open_in_emergency_now(actor: Actor, *, at: datetime) -> list[tuple[str, datetime]]:
    """The references that the actor opened in an emergency and can still read, each with when that ends."""
    rows = CaseAccess.objects.filter(
        grantee=actor.account_id, because=Because.BREAK_GLASS.value, until_at__gt=at, from_at__lte=at
    )
    opened = rows.order_by("until_at").values_list("case__reference", "until_at")
    return [(reference, until) for reference, until in opened if until is not None]


def to_review_by(actor: Actor, at: datetime) -> Q:
    """What an actor may review: as its reviewer, as a manager of the team, and what is overdue in their authority.

    Nothing of a restricted case that does not name them: whoever is on its list reviews that.
    """
    managed = Case.objects.filter(visible_to(actor, at), owner_team_id__in=actor.teams_for(Permission.ALLOCATE))
    theirs = Q(reviewer_id=actor.account_id) & _not_hidden(actor, at)
    return theirs | Q(case__in=managed) | _escalated_to(actor, at)


def _escalated_to(actor: Actor, at: datetime) -> Q:
    if Permission.ALLOCATE not in actor.permissions:
        return Q(pk__in=[])
    late = Q(review_due_on__lt=legal_day(at), case__owner_team__organisation_id=actor.organisation_id)
    return late & _not_hidden(actor, at)


def _not_hidden(actor: Actor, at: datetime) -> Q:
    return ~Q(case__in=hidden_from(actor, at))

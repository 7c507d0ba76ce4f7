"""What follows in independent review from what happens: who convenes and who reviews is told, and reading ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.assurance.actions.settling import set_aside, settle
from opennrm.assurance.models import Reviewer
from opennrm.cases.actions.independent_reviews import (
    go_on_with_review,
    locked_if_waiting,
    pause_review,
    team_of_waiting_review,
)
from opennrm.mechanism.events import Event
from opennrm.mechanism.independent_review import StandsAside
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.directory import people_in_team
from opennrm.partners.roles import ROLES, Permission


def tell_those_who_convene(event: Event, at: datetime, by: UUID | None) -> None:
    """A decision waits for reviewers: tell those who name them."""
    team_id = team_of_waiting_review(str(event.case))
    if team_id is not None:
        tell_of_work([each.id for each in people_in_team(team_id, Permission.CONVENE_REVIEWS, at)], at=at)


def tell_reviewer(event: Event, at: datetime, by: UUID | None) -> None:
    """Somebody was named to review: tell them."""
    tell_of_work([UUID(event.facts()["reviewer"])], at=at)


def end_reading(event: Event, at: datetime, by: UUID | None) -> None:
    """The case left the mechanism: its reviewers read it no longer. Reopened, they declare once more."""
    review_id = pause_review(event.subject, by=by, at=at)
    if review_id is not None:
        Reviewer.objects.filter(review_id=review_id).update(declared_at=None)


def go_on_reviewing(event: Event, at: datetime, by: UUID | None) -> None:
    """The case is back where its decision is under review: tell who convenes, and those who still review."""
    review_id = go_on_with_review(event.subject)
    if review_id is not None:
        tell_those_who_convene(event, at, by)
        still = Reviewer.objects.filter(review_id=review_id, stood_aside_at__isnull=True)
        tell_of_work(still.values_list("account_id", flat=True), at=at)


def release_leaver(event: Event, at: datetime, by: UUID | None) -> None:
    """A role ended, and somebody reviews no longer: they are out of every review, and read no case for it."""
    facts, account_id = event.facts(), UUID(event.subject)
    role = ROLES.get(str(facts["role"]))
    if role is None or Permission.REVIEW_INDEPENDENTLY not in role.permissions:
        return
    rows = Reviewer.objects.filter(account_id=account_id, stood_aside_at__isnull=True, review__state="asked")
    rows = rows if facts["team"] is None else rows.filter(team_id=UUID(str(facts["team"])))
    for row in rows.order_by("review__reference"):
        if account_id in {each.id for each in people_in_team(row.team_id, Permission.REVIEW_INDEPENDENTLY, at)}:
            continue
        locked = locked_if_waiting(row.review_id)
        set_aside(row, StandsAside.LEFT, by=by, at=at)
        if locked is not None:
            settle(locked, by=by, at=at)

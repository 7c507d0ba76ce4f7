"""A reviewer is out of a review, and where all who are still in it have spoken, what they came to goes to the case."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from opennrm.assurance.models import GivenOpinion, Reviewer
from opennrm.audit.record import announce
from opennrm.cases.actions.independent_reviews import Locked, stop_reading, take_opinion
from opennrm.mechanism.events import IndependentReviewerStoodAside
from opennrm.mechanism.independent_review import Opinion, StandsAside, result_of


def set_aside(reviewer: Reviewer, because: StandsAside, *, by: UUID | None, at: datetime) -> None:
    """Somebody is out of a review: they read nothing more, and what they said counts for nothing.

    Inside a command and as the house, with the review locked where it waits; who calls has asked whether they may.
    """
    reviewer.stood_aside_at, reviewer.stood_aside_because = at, because.value
    reviewer.save(update_fields=["stood_aside_at", "stood_aside_because"])
    review = reviewer.review
    stop_reading(review.case, by=by, at=at, account_id=reviewer.account_id)
    told = IndependentReviewerStoodAside(
        subject=review.reference,
        case=review.reference,
        review=str(review.id),
        reviewer=str(reviewer.account_id),
        because=because.value,
    )
    announce(told, at=at, by=by)


def settle(locked: Locked, *, by: UUID | None, at: datetime) -> None:
    """Where all who review have spoken, hand what they came to on to the case; inside a command and as the house."""
    awaited = Reviewer.objects.filter(review_id=locked.id, stood_aside_at__isnull=True)
    counted = frozenset(row.account_id for row in awaited)
    said = {
        str(row.by_id): Opinion(json.loads(row.content)["opinion"])
        for row in GivenOpinion.objects.filter(review_id=locked.id, by_id__in=counted)
    }
    result = result_of(locked.reviewers, frozenset(map(str, counted)), said)
    if result is not None:
        take_opinion(locked, result, reviewers=counted, by=by, at=at)

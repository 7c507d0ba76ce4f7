"""Reads reviews as who convenes them sees them, as a reviewer sees theirs, and what reviews came to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from opennrm.assurance.models import GivenOpinion, Reviewer
from opennrm.cases.independent_reviews import (
    ReviewHead,
    head_of_review,
    heads_of_reviews,
    reviews_of,
    who_had_a_part,
)
from opennrm.mechanism.independent_review import Opinion, refusal_to_review
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.directory import names_of, people_in_team
from opennrm.partners.roles import Permission


@dataclass(frozen=True, slots=True)
class ReviewerRead:
    """Somebody named for a review; `declared` that they have no interest, `aside` why they do not review, coded."""

    account_id: UUID
    name: str
    declared: bool
    aside: str


@dataclass(frozen=True, slots=True)
class InPool:
    """Somebody who could review: why they may not, or None."""

    account_id: UUID
    name: str
    may_not: str | None


@dataclass(frozen=True, slots=True)
class OpinionRead:
    """What a reviewer found: answers of the test by key, the opinion, and why."""

    by: UUID
    name: str
    test: Mapping[str, str]
    opinion: Opinion
    because: str
    given_at: datetime


def reviews_to_convene(actor: Actor) -> list[ReviewHead]:
    """The reviews of the actor's team, those that wait first, the longest waiting first of them."""
    return heads_of_reviews(actor.teams_for(Permission.CONVENE_REVIEWS))


def named_in(reviews: Sequence[UUID]) -> dict[UUID, int]:
    """How many review each of these and did not stand aside."""
    rows = Reviewer.objects.filter(review_id__in=reviews, stood_aside_at__isnull=True)
    counted = rows.values("review_id").annotate(number=Count("id"))
    return {row["review_id"]: row["number"] for row in counted}


def own_reviews(actor: Actor) -> list[tuple[ReviewHead, bool, bool]]:
    """The reviews that the actor was named for and still reviews: whether they declared, and gave their opinion."""
    rows = Reviewer.objects.filter(account_id=actor.account_id, stood_aside_at__isnull=True)
    declared = {row.review_id: row.declared_at is not None for row in rows}
    given = set(GivenOpinion.objects.filter(by_id=actor.account_id).values_list("review_id", flat=True))
    heads = [head_of_review(review_id) for review_id in declared]
    return sorted(
        ((head, declared[head.id], head.id in given) for head in heads if head),
        key=lambda row: (row[0].state != "asked", row[0].asked_at),
    )


def review_to_convene(actor: Actor, review_id: UUID) -> ReviewHead:
    """A review of the actor's team. Raises `NotYours`."""
    head = head_of_review(review_id)
    if head is None or head.team_id not in actor.teams_for(Permission.CONVENE_REVIEWS):
        raise NotYours
    return head


def own_review(actor: Actor, review_id: UUID) -> tuple[ReviewHead, Reviewer]:
    """A review that the actor was named for and still reviews. Raises `NotYours`."""
    head = head_of_review(review_id)
    row = Reviewer.objects.filter(review_id=review_id, account_id=actor.account_id, stood_aside_at__isnull=True).first()
    if head is None or row is None or Permission.REVIEW_INDEPENDENTLY not in actor.permissions:
        raise NotYours
    return head, row


def reviewers_of(review_id: UUID) -> list[ReviewerRead]:
    """Who was named for a review, in that order."""
    rows = list(Reviewer.objects.filter(review_id=review_id).order_by("named_at", "id"))
    names = names_of([row.account_id for row in rows])
    return [
        ReviewerRead(row.account_id, names[str(row.account_id)], row.declared_at is not None, row.stood_aside_because)
        for row in rows
    ]


def pool_for(head: ReviewHead, at: datetime) -> list[InPool]:
    """Those of the team who review and were not named yet, each with why they may not review this decision."""
    named = set(Reviewer.objects.filter(review_id=head.id).values_list("account_id", flat=True))
    had_part = frozenset(str(each) for each in who_had_a_part(head.reference))
    found = []
    for colleague in people_in_team(head.team_id, Permission.REVIEW_INDEPENDENTLY, at):
        if colleague.id not in named:
            refusal = refusal_to_review(str(colleague.id), had_part)
            found.append(InPool(colleague.id, colleague.name, refusal.because if refusal else None))
    return found


def opinions_of(review_id: UUID) -> list[OpinionRead]:
    """The opinions of a review that is over; none before that, to whoever asks. The database repeats it."""
    is_over = Q(review__state__in=["accepted", "sent_back"])
    return _read(GivenOpinion.objects.filter(is_over, review_id=review_id))


def opinions_of_last(case_id: UUID, kind: DecisionKind) -> list[OpinionRead]:
    """What the newest reviewers of a decision said; nothing before they had all spoken."""
    of_kind = [each for each in reviews_of(case_id) if each.kind == kind.value and each.given_at is not None]
    return opinions_of(of_kind[-1].id) if of_kind else []


def opinion_of(actor: Actor, review_id: UUID) -> OpinionRead | None:
    """What the actor said in a review; None before they did."""
    return next(iter(_read(GivenOpinion.objects.filter(review_id=review_id, by_id=actor.account_id))), None)


def _read(rows: QuerySet[GivenOpinion]) -> list[OpinionRead]:
    found = list(rows.order_by("by_id"))
    names = names_of([row.by_id for row in found])
    read = []
    for row in found:
        said = json.loads(row.content)
        opinion = Opinion(said["opinion"])
        read.append(OpinionRead(row.by_id, names[str(row.by_id)], said["test"], opinion, said["because"], row.given_at))
    return read

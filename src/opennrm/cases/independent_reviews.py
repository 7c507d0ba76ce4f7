"""Reads what independent reviewers were asked of the decisions of a case, and who had a part in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import Happened, events_of_case
from opennrm.cases.models import Decision, IndependentReview, ReconsiderationRequest
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.events import sittings
from opennrm.mechanism.need_to_know import Because
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.profiles.profile import ProfileVersion, version_on
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.vault.together import Reading

OF_SITTING = frozenset({*sittings.__all__, "PanelDecided"})
"""Kinds of events by which people take part in a panel."""
MOST_OVER = 100
"""How many reviews that are over a list shows."""
NO_PART_IN_IT = ("Viewed", "Searched", "Shown", "Revealed", "Explained", "Read")
"""How the names of events end of which the doer only looked; what reviewers do themselves is no part either."""


@dataclass(frozen=True, slots=True)
class ReviewRead:
    """A review as the page of its case tells it; the answer is None before there is one."""

    id: UUID
    kind: str
    body: str
    round: int
    asked_at: datetime
    state: str
    opinion: str
    given_at: datetime | None
    answer__text: str | None

    @property
    def answer(self) -> str | None:
        """What the authority answered; None before it did."""
        return self.answer__text


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """A review as who convenes it may know it: which case, which decision, how long, and nothing of either."""

    id: UUID
    reference: str
    kind: str
    body: str
    reviewers: int
    team_id: UUID
    round: int
    text_hash: str
    asked_at: datetime
    state: str
    opinion: str
    given_at: datetime | None
    paused: bool


def heads_of_reviews(teams: Sequence[UUID]) -> list[ReviewHead]:
    """The reviews of these teams: those that wait first, the longest waiting first of them; then the newest given."""
    rows = IndependentReview.objects.filter(team_id__in=teams)
    waiting = rows.filter(state="asked").order_by("asked_at", "id")
    over = rows.exclude(state="asked").order_by("-asked_at", "id")[:MOST_OVER]
    return [_head(row) for row in (*waiting, *over)]


def head_of_review(review_id: UUID) -> ReviewHead | None:
    """One review, or None where there is none that whoever asks may know of."""
    row = IndependentReview.objects.filter(id=review_id).first()
    return _head(row) if row else None


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """What a review came to, and which decision was made after it: None, and an empty outcome, while none was."""

    case_id: UUID
    kind: str
    opinion: str
    days: int
    decision_id: UUID | None
    outcome: str


def outcomes_after_review(teams: Sequence[UUID]) -> list[ReviewOutcome]:
    """What the reviews of these teams came to. The outcomes are read as the house: for counts, and for nothing else.

    The decision made after a review is the next of its kind that was served: a later reconsideration is another's work.
    """
    rows = IndependentReview.objects.filter(team_id__in=teams, given_at__isnull=False).order_by("given_at", "id")
    with as_the_house():
        given = list(rows)
        cases = {row.case_id for row in given}
        served = list(Decision.objects.filter(case_id__in=cases, served_at__isnull=False).order_by("served_at"))
    found = []
    for row in given:
        assert row.given_at is not None  # noqa: S101 - asked for above
        after = (each for each in served if (each.case_id, each.kind) == (row.case_id, row.kind))
        made = next((each for each in after if each.served_at and each.served_at >= row.given_at), None)
        days = (legal_day(row.given_at) - legal_day(row.asked_at)).days
        decided = (made.id, made.outcome) if made else (None, "")
        found.append(ReviewOutcome(row.case_id, row.kind, row.opinion, days, *decided))
    return found


def rules_of_writing(decision: Decision) -> ProfileVersion:
    """The rules that a decision was written under: they say who reviews it, whatever changes while it is on its way."""
    return version_on(PROFILES_OF_CASES[decision.profile], date.fromisoformat(decision.profile_version))


def _head(row: IndependentReview) -> ReviewHead:
    return ReviewHead(**{name.name: getattr(row, name.name) for name in fields(ReviewHead)})


def reviews_of(case_id: UUID) -> list[ReviewRead]:
    """The independent reviews of a case, the newest last."""
    return reviews_reading(case_id).alone()


def reviews_reading(case_id: UUID) -> Reading[list[ReviewRead]]:
    """The same, to be read together with something else."""
    rows = IndependentReview.objects.filter(case_id=case_id).order_by("asked_at", "round", "id")
    columns = [each.name for each in fields(ReviewRead)]
    return Reading(rows.values_list(*columns), lambda found: [ReviewRead(*row) for row in found])


def is_answer_owed(reviews: Sequence[ReviewRead], kind: DecisionKind) -> bool:
    """Do the newest reviewers of this decision wait for an answer?"""
    of_kind = [each for each in reviews if each.kind == kind.value and each.given_at is not None]
    return bool(of_kind) and of_kind[-1].opinion == "reconsider" and of_kind[-1].answer is None


def rounds_sent_back(case_id: UUID, kind: DecisionKind) -> int:
    """How often reviewers sent back this decision, since it was last made afresh."""
    return _of_this_making(case_id, kind).filter(state="sent_back").count()


def owed_answer(case_id: UUID, kind: DecisionKind) -> IndependentReview | None:
    """The review of this decision whose reviewers wait for an answer; None if none do."""
    rows = _of_this_making(case_id, kind).filter(opinion="reconsider", answer__isnull=True)
    return rows.order_by("-given_at", "-round").first()


def owes_answer(case_id: UUID, kind: DecisionKind) -> bool:
    """Do reviewers of this decision wait for an answer?"""
    return owed_answer(case_id, kind) is not None


def reviews_for(decision: Decision, facts: DecisionFacts) -> tuple[Check, ...]:
    """The reviews that let a decision go on, as the rules see them: one of the text as it reads carries its hash."""
    rows = IndependentReview.objects.filter(decision=decision, state="accepted")
    return tuple(
        Check(by=str(row.given_by_id), text_hash=facts.text_hash if row.text_hash == decision.text_hash else "another")
        for row in rows
    )


def who_had_a_part(reference: str, *, sitting_is_one: bool = True) -> frozenset[UUID]:
    """The accounts of those who did something in a case, whatever it was; whoever only looked had no part in it.

    Read as the house: who convenes a review learns whom they may not name, and nothing else of the case. What members
    of a panel do as such is a part in it, save for the question who may sit on its next one.
    """
    with as_the_house():
        events = events_of_case(reference)
    return frozenset(
        event.by
        for event in events
        if event.by is not None
        and not event.kind.endswith(NO_PART_IN_IT)
        and (event.kind == "IndependentReviewAsked" or not event.kind.startswith("Independent"))
        and not (event.kind.startswith("Access") and event.facts.get("because") == "independent_review")
        and (sitting_is_one or not _is_of_sitting(event))
    )


def _is_of_sitting(event: Happened) -> bool:
    """Is it what somebody does who sits on a panel: declaring, reading, voting, deciding?"""
    by_panel = event.kind.startswith("Access") and event.facts.get("because") == Because.PANEL.value
    return by_panel or event.kind in OF_SITTING


def _of_this_making(case_id: UUID, kind: DecisionKind) -> QuerySet[IndependentReview]:
    """The reviews of a decision, since reconsideration last had it made afresh."""
    rows = IndependentReview.objects.filter(case_id=case_id, kind=kind.value)
    afresh = (
        ReconsiderationRequest.objects.filter(case_id=case_id, decision__kind=kind.value, state="accepted")
        .order_by("-answered_at")
        .values_list("answered_at", flat=True)
        .first()
    )
    return rows if afresh is None else rows.filter(asked_at__gte=afresh)

"""A negative decision goes to independent reviewers, comes back with what they said, and is answered.

Who reviews, and what each of them said, is kept in the room of assurance; here is what it does to the case.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import announce
from opennrm.cases.actions.giving_access import end_access, give_access
from opennrm.cases.actions.grounds import GROUNDS, Grounds
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, move_case
from opennrm.cases.independent_reviews import owed_answer, rounds_sent_back, rules_of_writing
from opennrm.cases.models import Case, CaseAccess, Decision, IndependentReview, ReviewAnswer
from opennrm.cases.texts import answer_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import (
    IndependentReviewAnswered,
    IndependentReviewAsked,
    IndependentReviewGiven,
    IndependentReviewSentBack,
)
from opennrm.mechanism.independent_review import (
    Opinion,
    goes_back,
    refusal_without_answer,
    review_demanded,
    who_reviews,
)
from opennrm.mechanism.need_to_know import Because
from opennrm.mechanism.profiles.profile import Review
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from opennrm.partners.access import Actor
from opennrm.partners.directory import people_in_team
from opennrm.partners.receiving import team_that_receives
from opennrm.partners.roles import Permission

CHANGED = Refusal(
    "changed_meanwhile", "The decision was changed, or the case has ended: there is nothing left to review.", "house"
)


def send_for_review(case: Case, decision: Decision, *, by: Actor, at: datetime) -> None:
    """Send a decision that was just countersigned, in a locked case, to who reviews it, if the rules demand it under
    which it was written; the case's row is saved by the caller.

    Raises `Refused` where nobody has been set up to review: then it is not countersigned either.
    """
    version = rules_of_writing(decision)
    grounds = GROUNDS[DecisionKind(decision.kind)]
    review = review_demanded(grounds.rules(version), Outcome(decision.outcome))
    if review is None:
        return
    team_id = team_that_receives(review.body)
    refuse_if(_refusal_without_reviewers(review, team_id, at))
    assert team_id is not None  # noqa: S101 - refused above
    move_case(case, grounds.move("send_for_review"), version)
    asked = IndependentReview.objects.create(
        case=case,
        reference=case.reference,
        decision=decision,
        kind=decision.kind,
        body=review.body,
        reviewers=review.reviewers,
        team_id=team_id,
        round=rounds_sent_back(case.id, grounds.kind) + 1,
        text_hash=decision.text_hash,
        asked_at=at,
        asked_by_id=by.account_id,
        state="asked",
    )
    told = IndependentReviewAsked(
        subject=case.reference,
        case=case.reference,
        decision=decision.kind,
        text_hash=decision.text_hash,
        body=review.body,
        round=asked.round,
    )
    announce(told, at=at, by=by.account_id)


def end_review(case: Case, *, by: UUID | None, at: datetime) -> None:
    """The decision that is under review in a locked case is written anew: nobody reviews the old one any longer."""
    IndependentReview.objects.filter(case=case, state="asked").update(state="ended")
    with as_the_house():
        stop_reading(case, by=by, at=at)


def answer_reviewers(case: Case, grounds: Grounds, answer: str, *, by: Actor, at: datetime) -> None:
    """Answer what reviewers asked of this decision in a locked case, if an answer is owed. Raises `Refused`."""
    owed = owed_answer(case.id, grounds.kind)
    refuse_if(refusal_without_answer(owed is not None, answer))
    refuse_if(refusal_of_length(answer, "answer"))
    if owed is None:
        return
    kept = ReviewAnswer.objects.create(
        case=case,
        review=owed,
        text=answer,
        text_hash=answer_hash(owed.id, "review", answer),
        answered_at=at,
        answered_by_id=by.account_id,
    )
    about: dict[str, str] = {"subject": case.reference, "case": case.reference, "decision": grounds.kind.value}
    announce(IndependentReviewAnswered(**about, text_hash=kept.text_hash), at=at, by=by.account_id)


@dataclass(frozen=True, slots=True)
class Locked:
    """A review that waits for its opinions, and its case, locked until the command ends."""

    review: IndependentReview
    case: Case

    @property
    def id(self) -> UUID:
        """The id of the review."""
        return self.review.id

    @property
    def reviewers(self) -> int:
        """How many give an opinion."""
        return self.review.reviewers


def let_read(locked: Locked, account_id: UUID, *, at: datetime) -> None:
    """Let a reviewer who declared no interest see the case, once, inside a command of theirs and as the house."""
    rows = CaseAccess.objects.filter(case=locked.case, grantee=account_id, until_at__isnull=True)
    if rows.exists():
        return
    give_access(locked.case, account_id, Because.INDEPENDENT_REVIEW, by=account_id, at=at)


def stop_reading(case: Case, *, by: UUID | None, at: datetime, account_id: UUID | None = None) -> None:
    """End what let one reviewer, or all of them, see a case, inside a command and as the house."""
    rows = CaseAccess.objects.filter(case=case, because=Because.INDEPENDENT_REVIEW.value)
    end_access(rows if account_id is None else rows.filter(grantee=account_id), by=by, at=at)


def pause_review(reference: str, *, by: UUID | None, at: datetime) -> UUID | None:
    """A case left the mechanism while its decision was under review: nobody reads it, and the review waits with it.

    Gives the id of the review. For a consequence, which is run as the house.
    """
    review = IndependentReview.objects.select_related("case").filter(case__reference=reference, state="asked").first()
    if review is None:
        return None
    stop_reading(review.case, by=by, at=at)
    review.paused = True
    review.save(update_fields=["paused"])
    return review.id


def go_on_with_review(reference: str) -> UUID | None:
    """The case is back where its decision is under review: gives the id of that review. For a consequence."""
    review = IndependentReview.objects.filter(case__reference=reference, state="asked", paused=True).first()
    if review is None:
        return None
    review.paused = False
    review.save(update_fields=["paused"])
    return review.id


def team_of_waiting_review(reference: str) -> UUID | None:
    """The team that convenes the review that a case waits for, if it waits for one. For a consequence."""
    rows = IndependentReview.objects.filter(case__reference=reference, state="asked")
    found: UUID | None = rows.values_list("team_id", flat=True).first()
    return found


def locked_review(review_id: UUID) -> Locked:
    """The review and its case, locked, inside a command and as the house. Raises `Refused` where it is over.

    The case first, as every other command does.
    """
    case = Case.objects.select_for_update().get(
        id=IndependentReview.objects.values("case_id").get(id=review_id)["case_id"]
    )
    review = IndependentReview.objects.select_for_update(of=("self",)).get(id=review_id)
    if review.state != "asked" or case.stage != f"{review.kind}_under_review":
        raise Refused(CHANGED)
    return Locked(review, case)


def locked_if_waiting(review_id: UUID) -> Locked | None:
    """The review and its case, locked as `locked_review` does; None where it waits for nobody. For a consequence."""
    try:
        return locked_review(review_id)
    except Refused:
        return None


def take_opinion(
    locked: Locked, opinion: Opinion, *, reviewers: Collection[UUID], by: UUID | None, at: datetime
) -> None:
    """What these reviewers came to, in a locked review: the decision goes on as it reads, or back to the authority.

    Inside the command of the reviewer who was the last (`by`), and as the house.
    """
    review, case = locked.review, locked.case
    decision, version = review.decision, rules_of_writing(review.decision)
    grounds = GROUNDS[DecisionKind(review.kind)]
    rules = grounds.rules(version).review
    sent_back = rules is not None and goes_back(rules, opinion, review.round - 1)
    move_case(case, grounds.move("send_back_in_review" if sent_back else "accept_in_review"), version)
    review.state, review.opinion = "sent_back" if sent_back else "accepted", opinion.value
    review.given_at, review.given_by_id = at, by or min(reviewers)
    review.save(update_fields=["state", "opinion", "given_at", "given_by"])
    told: dict[str, Any] = {
        "subject": case.reference,
        "case": case.reference,
        "decision": review.kind,
        "text_hash": review.text_hash,
        "round": review.round,
        "days": (legal_day(at) - legal_day(review.asked_at)).days,
        "reviewers": tuple(sorted(str(each) for each in reviewers)),
    }
    if sent_back:
        decision.state = "sent_back"
        decision.save(update_fields=["state"])
        announce(IndependentReviewSentBack(**told), at=at, by=by)
    else:
        announce(IndependentReviewGiven(**told, opinion=opinion.value), at=at, by=by)
    keep_case(case, "stage")
    stop_reading(case, by=by, at=at)


def _refusal_without_reviewers(review: Review, team_id: UUID | None, at: datetime) -> Refusal | None:
    """Why no decision can go to this body: it has no team that receives, nobody who convenes, or too few who review."""
    who = who_reviews(review)
    if team_id is None:
        told = f"The {who} has no team here that decisions come to. Tell your administrator: no negative goes on."
        return Refusal("no_reviewing_team", told, "house")
    if not people_in_team(team_id, Permission.CONVENE_REVIEWS, at):
        told = f"Nobody convenes reviews in the {who}. Tell its administrator: no negative goes on."
        return Refusal("nobody_convenes", told, "house")
    there = len(people_in_team(team_id, Permission.REVIEW_INDEPENDENTLY, at))
    if there < review.reviewers:
        told = f"The {who} has {there} reviewers and needs {review.reviewers}. Tell its administrator."
        return Refusal("too_few_reviewers", told, "house")
    return None

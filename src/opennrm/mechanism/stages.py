"""Where a case can stand and the moves between: one table, from which the picture, the tests and the pages are made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism import events as happened
from opennrm.mechanism.events import Event
from opennrm.mechanism.profiles.profile import DecisionRules, ProfileVersion, SecondOfficer
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


class Stage(StrEnum):
    """Where a case stands."""

    TRIAGE = "triage"
    REASONABLE_GROUNDS_PENDING = "reasonable_grounds_pending"
    RETURNED_FOR_INFORMATION = "returned_for_information"
    REASONABLE_GROUNDS_TO_CHECK = "reasonable_grounds_to_check"
    REASONABLE_GROUNDS_CHECKED = "reasonable_grounds_checked"
    REASONABLE_GROUNDS_UNDER_REVIEW = "reasonable_grounds_under_review"
    REASONABLE_GROUNDS_REVIEWED = "reasonable_grounds_reviewed"
    REASONABLE_GROUNDS_NEGATIVE = "reasonable_grounds_negative"
    REASONABLE_GROUNDS_RECONSIDERATION = "reasonable_grounds_reconsideration"
    SUSPENDED_BEFORE_REASONABLE_GROUNDS = "suspended_before_reasonable_grounds"
    RECOVERY = "recovery"
    CONCLUSIVE_GROUNDS_PENDING = "conclusive_grounds_pending"
    CONCLUSIVE_GROUNDS_TO_CHECK = "conclusive_grounds_to_check"
    CONCLUSIVE_GROUNDS_CHECKED = "conclusive_grounds_checked"
    CONCLUSIVE_GROUNDS_UNDER_REVIEW = "conclusive_grounds_under_review"
    CONCLUSIVE_GROUNDS_REVIEWED = "conclusive_grounds_reviewed"
    CONCLUSIVE_GROUNDS_POSITIVE = "conclusive_grounds_positive"
    CONCLUSIVE_GROUNDS_NEGATIVE = "conclusive_grounds_negative"
    CONCLUSIVE_GROUNDS_RECONSIDERATION = "conclusive_grounds_reconsideration"
    SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS = "suspended_before_conclusive_grounds"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")


class Move(StrEnum):
    """What can be done to a case that changes where it stands, or whose it is."""

    ACCEPT = "accept"
    ASK_FOR_INFORMATION = "ask_for_information"
    RECEIVE_INFORMATION = "receive_information"
    PUT_FORWARD_REASONABLE_GROUNDS = "put_forward_reasonable_grounds"
    TAKE_BACK_REASONABLE_GROUNDS = "take_back_reasonable_grounds"
    RETURN_REASONABLE_GROUNDS = "return_reasonable_grounds"
    COUNTERSIGN_REASONABLE_GROUNDS = "countersign_reasonable_grounds"
    CHANGE_REASONABLE_GROUNDS = "change_reasonable_grounds"
    SEND_FOR_REVIEW_REASONABLE_GROUNDS = "send_for_review_reasonable_grounds"
    ACCEPT_IN_REVIEW_REASONABLE_GROUNDS = "accept_in_review_reasonable_grounds"
    SEND_BACK_IN_REVIEW_REASONABLE_GROUNDS = "send_back_in_review_reasonable_grounds"
    SERVE_POSITIVE_REASONABLE_GROUNDS = "serve_positive_reasonable_grounds"
    SERVE_NEGATIVE_REASONABLE_GROUNDS = "serve_negative_reasonable_grounds"
    END_RECOVERY = "end_recovery"
    PUT_FORWARD_CONCLUSIVE_GROUNDS = "put_forward_conclusive_grounds"
    TAKE_BACK_CONCLUSIVE_GROUNDS = "take_back_conclusive_grounds"
    RETURN_CONCLUSIVE_GROUNDS = "return_conclusive_grounds"
    COUNTERSIGN_CONCLUSIVE_GROUNDS = "countersign_conclusive_grounds"
    CHANGE_CONCLUSIVE_GROUNDS = "change_conclusive_grounds"
    SEND_FOR_REVIEW_CONCLUSIVE_GROUNDS = "send_for_review_conclusive_grounds"
    ACCEPT_IN_REVIEW_CONCLUSIVE_GROUNDS = "accept_in_review_conclusive_grounds"
    SEND_BACK_IN_REVIEW_CONCLUSIVE_GROUNDS = "send_back_in_review_conclusive_grounds"
    SERVE_POSITIVE_CONCLUSIVE_GROUNDS = "serve_positive_conclusive_grounds"
    SERVE_NEGATIVE_CONCLUSIVE_GROUNDS = "serve_negative_conclusive_grounds"
    REQUEST_RECONSIDERATION = "request_reconsideration"
    ACCEPT_RECONSIDERATION = "accept_reconsideration"
    REFUSE_RECONSIDERATION = "refuse_reconsideration"
    SUSPEND = "suspend"
    RESUME = "resume"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REOPEN = "reopen"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")


class Where(StrEnum):
    """In which profiles a step exists, by what they demand of the decision that it is about."""

    POSITIVES_ARE_SERVED_AT_ONCE = "positives_are_served_at_once"
    POSITIVES_ARE_CHECKED = "positives_are_checked"
    NEGATIVES_ARE_REVIEWED = "negatives_are_reviewed"
    NEGATIVES_ARE_NOT_REVIEWED = "negatives_are_not_reviewed"

    def is_in(self, rules: DecisionRules) -> bool:
        """Are these such rules?"""
        match self:
            case Where.POSITIVES_ARE_SERVED_AT_ONCE:
                return rules.second_officer is SecondOfficer.NEGATIVES
            case Where.POSITIVES_ARE_CHECKED:
                return rules.second_officer is SecondOfficer.ALWAYS
            case Where.NEGATIVES_ARE_REVIEWED:
                return rules.review is not None
            case Where.NEGATIVES_ARE_NOT_REVIEWED:
                return rules.review is None


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: from a stage, by a move, to a stage; the event that records it, and the source.

    `outcome` is that of the decision it serves. `only_where` names the profiles it exists in; None is all of them.
    """

    stage: Stage
    move: Move
    after: Stage
    event: type[Event]
    source: str
    outcome: Outcome | None = None
    only_where: Where | None = None

    def exists_in(self, version: ProfileVersion) -> bool:
        """Does the profile's version have this step?"""
        return self.only_where is None or self.only_where.is_in(_rules_at(self.stage, version))


S = Stage
M = Move

FIRST_STAGE = S.TRIAGE
FINAL_STAGES = frozenset({S.CONCLUSIVE_GROUNDS_POSITIVE})
"""From these no move leads but the record that the person died."""
ENDED_STAGES = frozenset({S.WITHDRAWN, S.CLOSED})
"""Ended without a decision: only reopening leads back, to the stage that was left; else a person is referred again."""
DECIDED_STAGES = FINAL_STAGES | {S.REASONABLE_GROUNDS_NEGATIVE, S.CONCLUSIVE_GROUNDS_NEGATIVE}
"""A decision was served and stands: such a case is closed only because the person died."""
SETTLED_STAGES = DECIDED_STAGES | ENDED_STAGES
"""Nothing is owed in these unless somebody asks for reconsideration."""
OPEN_STAGES = tuple(stage for stage in Stage if stage not in SETTLED_STAGES)
_BETWEEN_DECISIONS = (
    S.TRIAGE,
    S.REASONABLE_GROUNDS_PENDING,
    S.RETURNED_FOR_INFORMATION,
    S.RECOVERY,
    S.CONCLUSIVE_GROUNDS_PENDING,
)
"""Stages in which no decision is out of its author's hands: a case can be suspended or transferred from these."""


def _decision(kind: DecisionKind, positive: Stage) -> tuple[Step, ...]:
    """The steps that both decisions share: checks, independent review, served outcomes, reconsideration of negatives.

    In review a text is read as it stands: who writes another takes it out of there, and it begins anew.
    """
    grounds, first = kind.value, kind is DecisionKind.REASONABLE_GROUNDS
    pending, to_check, checked = (Stage(f"{grounds}_{way}") for way in ("pending", "to_check", "checked"))
    in_review, reviewed = Stage(f"{grounds}_under_review"), Stage(f"{grounds}_reviewed")
    negative, again = Stage(f"{grounds}_negative"), Stage(f"{grounds}_reconsideration")
    change, asked = Move(f"change_{grounds}"), happened.IndependentReviewAsked
    given, sent_back = happened.IndependentReviewGiven, happened.IndependentReviewSentBack
    put_forward = happened.ReasonableGroundsPutForward if first else happened.ConclusiveGroundsPutForward
    decided = happened.ReasonableGroundsDecided if first else happened.ConclusiveGroundsDecided
    serve_positive, serve_negative = Move(f"serve_positive_{grounds}"), Move(f"serve_negative_{grounds}")
    positives, negatives = Outcome.POSITIVE, Outcome.NEGATIVE
    at_once, after_check = Where.POSITIVES_ARE_SERVED_AT_ONCE, Where.POSITIVES_ARE_CHECKED
    to_positive, to_negative = ("SEF-RGPOS", "SEF-RGNEG") if first else ("SEF-CGPOS", "SEF-CGNEG")
    return (
        Step(pending, Move(f"put_forward_{grounds}"), to_check, put_forward, "MAAP-END"),
        Step(to_check, Move(f"take_back_{grounds}"), pending, happened.DecisionTakenBack, "house"),
        Step(to_check, Move(f"return_{grounds}"), pending, happened.DecisionReturned, "MAAP-END"),
        Step(to_check, Move(f"countersign_{grounds}"), checked, happened.DecisionCountersigned, "MAAP-END"),
        Step(checked, change, pending, happened.CountersignatureVoided, "house"),
        Step(pending, serve_positive, positive, decided, to_positive, positives, at_once),
        Step(checked, serve_positive, positive, decided, to_positive, positives, after_check),
        Step(
            checked,
            Move(f"send_for_review_{grounds}"),
            in_review,
            asked,
            "MAAP-LUCAS",
            only_where=Where.NEGATIVES_ARE_REVIEWED,
        ),
        Step(in_review, Move(f"accept_in_review_{grounds}"), reviewed, given, "MAAP-LUCAS"),
        Step(in_review, Move(f"send_back_in_review_{grounds}"), pending, sent_back, "MAAP-CHAIRS"),
        Step(in_review, change, pending, happened.CountersignatureVoided, "house"),
        Step(reviewed, change, pending, happened.CountersignatureVoided, "house"),
        Step(reviewed, serve_negative, negative, decided, to_negative, negatives),
        Step(checked, serve_negative, negative, decided, to_negative, negatives, Where.NEGATIVES_ARE_NOT_REVIEWED),
        Step(negative, M.REQUEST_RECONSIDERATION, again, happened.ReconsiderationRequested, "RECON-ANNEX"),
        Step(again, M.ACCEPT_RECONSIDERATION, pending, happened.ReconsiderationAccepted, "RECON-ANNEX"),
        Step(again, M.REFUSE_RECONSIDERATION, negative, happened.ReconsiderationRefused, "RECON-ANNEX"),
    )


STEPS: tuple[Step, ...] = (
    Step(S.TRIAGE, M.ACCEPT, S.REASONABLE_GROUNDS_PENDING, happened.CaseAccepted, "house"),
    Step(
        S.REASONABLE_GROUNDS_PENDING,
        M.ASK_FOR_INFORMATION,
        S.RETURNED_FOR_INFORMATION,
        happened.InformationRequested,
        "house",
    ),
    Step(
        S.RETURNED_FOR_INFORMATION,
        M.RECEIVE_INFORMATION,
        S.REASONABLE_GROUNDS_PENDING,
        happened.InformationReceived,
        "house",
    ),
    *_decision(DecisionKind.REASONABLE_GROUNDS, positive=S.RECOVERY),
    Step(S.RECOVERY, M.END_RECOVERY, S.CONCLUSIVE_GROUNDS_PENDING, happened.RecoveryEnded, "PQ48206"),
    *_decision(DecisionKind.CONCLUSIVE_GROUNDS, positive=S.CONCLUSIVE_GROUNDS_POSITIVE),
    *(
        Step(stage, M.SUSPEND, S.SUSPENDED_BEFORE_REASONABLE_GROUNDS, happened.CaseSuspended, "SEF-SUSP")
        for stage in (S.REASONABLE_GROUNDS_PENDING, S.RETURNED_FOR_INFORMATION)
    ),
    *(
        Step(stage, M.SUSPEND, S.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS, happened.CaseSuspended, "SEF-SUSP")
        for stage in (S.RECOVERY, S.CONCLUSIVE_GROUNDS_PENDING)
    ),
    Step(
        S.SUSPENDED_BEFORE_REASONABLE_GROUNDS,
        M.RESUME,
        S.REASONABLE_GROUNDS_PENDING,
        happened.CaseResumed,
        "SEF-SUSP",
    ),
    # Back to recovery, whose end says again whether its days are over: a suspension must not shorten it.
    Step(S.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS, M.RESUME, S.RECOVERY, happened.CaseResumed, "SEF-SUSP"),
    *(Step(stage, M.TRANSFER, stage, happened.CaseTransferred, "ICIBI-CALL") for stage in _BETWEEN_DECISIONS),
    *(Step(stage, M.WITHDRAW, S.WITHDRAWN, happened.CaseWithdrawn, "SEF-WITHDRAW") for stage in OPEN_STAGES),
    *(Step(stage, M.CLOSE, S.CLOSED, happened.CaseClosed, "HANS10A") for stage in OPEN_STAGES),
    # After a decision a case is closed only because the person died: `refusal_to_close` lets no other reason through.
    *(Step(stage, M.CLOSE, S.CLOSED, happened.CaseClosed, "house") for stage in sorted(DECIDED_STAGES)),
    # The one move that leads to several places: back to whichever of them the case left, as its history remembers.
    *(
        Step(ended, M.REOPEN, left, happened.CaseReopened, "house")
        for ended in (S.WITHDRAWN, S.CLOSED)
        for left in OPEN_STAGES
    ),
    *(Step(S.CLOSED, M.REOPEN, left, happened.CaseReopened, "house") for left in sorted(DECIDED_STAGES)),
)


def steps_from(version: ProfileVersion, stage: Stage) -> tuple[Step, ...]:
    """The steps that lead out of a stage in a profile's version."""
    return tuple(step for step in STEPS if step.stage is stage and step.exists_in(version))


def step_of(version: ProfileVersion, stage: Stage, move: Move, back_to: Stage | None = None) -> Step | None:
    """The step that a move is at a stage, None if there is none; reopening leads to the stage `back_to`."""
    steps = (step for step in steps_from(version, stage) if step.move is move)
    return next((step for step in steps if back_to in (None, step.after)), None)


def refusal_to_move(version: ProfileVersion, stage: Stage, move: Move) -> Refusal | None:
    """Why a move cannot be made at a stage; None if the table of the profile's version has it."""
    return None if step_of(version, stage, move) else _not_in_the_table(version, stage, move)


def stage_after(version: ProfileVersion, stage: Stage, move: Move, back_to: Stage | None = None) -> Stage:
    """Where a move leads (reopening: `back_to`); raises `Refused` where the table has no such step."""
    step = step_of(version, stage, move, back_to)
    if step is None:
        raise Refused(_not_in_the_table(version, stage, move))
    return step.after


def _not_in_the_table(version: ProfileVersion, stage: Stage, move: Move) -> Refusal:
    if stage in FINAL_STAGES | ENDED_STAGES:
        reopen = " A manager can reopen it." if stage in ENDED_STAGES else ""
        because = f"The case has ended: {stage.words}.{reopen} The person can be referred again."
        return Refusal("case_has_ended", because, "house")
    possible = ", ".join(step.move.words for step in steps_from(version, stage))
    because = f"Nobody can {move.words} while the case stands at: {stage.words}. What can be done now: {possible}."
    return Refusal("not_at_this_stage", because, "house")


def _rules_at(stage: Stage, version: ProfileVersion) -> DecisionRules:
    """How a profile's version has the decision made that a stage is about."""
    first = stage.value.startswith(DecisionKind.REASONABLE_GROUNDS.value)
    return version.reasonable_grounds if first else version.conclusive_grounds

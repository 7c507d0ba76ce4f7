"""Where a case can stand and the moves between: one table, from which the picture, the tests and the pages are made."""

from __future__ import annotations

from opennrm.mechanism import events as happened
from opennrm.mechanism.moves import Move, Stage
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.steps import Step, Where, steps_of_decision
from opennrm.mechanism.vocabulary import DecisionKind

__all__ = [
    "DECIDED_STAGES",
    "ENDED_STAGES",
    "FINAL_STAGES",
    "FIRST_STAGE",
    "OPEN_STAGES",
    "SETTLED_STAGES",
    "STEPS",
    "Move",
    "Stage",
    "Step",
    "Where",
    "refusal_to_move",
    "stage_after",
    "step_of",
    "steps_from",
]

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
    *steps_of_decision(DecisionKind.REASONABLE_GROUNDS, positive=S.RECOVERY),
    Step(
        S.REASONABLE_GROUNDS_PENDING,
        M.REFER_DIRECTLY,
        S.RECOVERY,
        happened.ReferredDirectly,
        "PILOT15",
        only_where=(Where.NOBODY_DECIDES,),
    ),
    Step(S.RECOVERY, M.END_RECOVERY, S.CONCLUSIVE_GROUNDS_PENDING, happened.RecoveryEnded, "PQ48206"),
    *steps_of_decision(DecisionKind.CONCLUSIVE_GROUNDS, positive=S.CONCLUSIVE_GROUNDS_POSITIVE),
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

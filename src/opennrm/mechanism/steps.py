"""The rows of the table of stages: what a step is, in which profiles it exists, and the steps that decisions share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism import events as happened
from opennrm.mechanism.events import Event
from opennrm.mechanism.moves import Move, Stage
from opennrm.mechanism.profiles.profile import Decider, DecisionRules, ProfileVersion, SecondOfficer
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


class Where(StrEnum):
    """In which profiles a step exists, by what they demand of the decision that it is about."""

    POSITIVES_ARE_SERVED_AT_ONCE = "positives_are_served_at_once"
    POSITIVES_ARE_CHECKED = "positives_are_checked"
    NEGATIVES_ARE_REVIEWED = "negatives_are_reviewed"
    NEGATIVES_ARE_NOT_REVIEWED = "negatives_are_not_reviewed"
    ONE_PERSON_DECIDES = "one_person_decides"
    A_PANEL_DECIDES = "a_panel_decides"
    NOBODY_DECIDES = "nobody_decides"

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
            case Where.ONE_PERSON_DECIDES:
                return not rules.decider.is_panel and rules.decider is not Decider.NOBODY
            case Where.A_PANEL_DECIDES:
                return rules.decider.is_panel
            case Where.NOBODY_DECIDES:
                return rules.decider is Decider.NOBODY


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: from a stage, by a move, to a stage; the event that records it, and the source.

    `outcome` is that of the decision it serves. It exists in profiles where all of `only_where` hold.
    """

    stage: Stage
    move: Move
    after: Stage
    event: type[Event]
    source: str
    outcome: Outcome | None = None
    only_where: tuple[Where, ...] = ()

    def exists_in(self, version: ProfileVersion) -> bool:
        """Does the profile's version have this step?"""
        rules = _rules_at(self.stage, version)
        return all(where.is_in(rules) for where in self.only_where)


def steps_of_decision(kind: DecisionKind, positive: Stage) -> tuple[Step, ...]:
    """The steps that both decisions share: who decides, checks, independent review, served outcomes, reconsideration.

    In review a text is read as it stands: who writes another takes it out of there, and it begins anew.
    """
    alone = _written(kind, Stage(f"{kind.value}_pending"), positive, Where.ONE_PERSON_DECIDES)
    decided = _written(kind, Stage(f"{kind.value}_panel_decided"), positive, Where.A_PANEL_DECIDES)
    return (*_before_panel(kind), *alone, *decided, *_after_check(kind, positive))


def _before_panel(kind: DecisionKind) -> tuple[Step, ...]:
    """Where a panel decides: what it came to stands, and only a new look at the whole decision undoes it."""
    grounds, panel = kind.value, (Where.A_PANEL_DECIDES,)
    pending, before, decided = (Stage(f"{grounds}_{way}") for way in ("pending", "before_panel", "panel_decided"))
    return (
        Step(
            pending, Move(f"put_before_panel_{grounds}"), before, happened.CasePutBeforePanel, "RTB", only_where=panel
        ),
        Step(
            before, Move(f"take_from_panel_{grounds}"), pending, happened.CaseTakenFromPanel, "house", only_where=panel
        ),
        Step(before, Move(f"decide_by_panel_{grounds}"), decided, happened.PanelDecided, "RTB", only_where=panel),
    )


def _written(kind: DecisionKind, written_at: Stage, positive: Stage, who: Where) -> tuple[Step, ...]:
    """From the stage in which a decision is written down, and back to it from all that can undo what was written."""
    grounds, first = kind.value, kind is DecisionKind.REASONABLE_GROUNDS
    to_check = Stage(f"{grounds}_to_check")
    change, serve_positive = Move(f"change_{grounds}"), Move(f"serve_positive_{grounds}")
    put_forward = happened.ReasonableGroundsPutForward if first else happened.ConclusiveGroundsPutForward
    decided = happened.ReasonableGroundsDecided if first else happened.ConclusiveGroundsDecided
    at_once, by = (Where.POSITIVES_ARE_SERVED_AT_ONCE, who), (who,)
    source = "SEF-RGPOS" if first else "SEF-CGPOS"
    return (
        Step(written_at, Move(f"put_forward_{grounds}"), to_check, put_forward, "MAAP-END", only_where=by),
        Step(to_check, Move(f"take_back_{grounds}"), written_at, happened.DecisionTakenBack, "house", only_where=by),
        Step(to_check, Move(f"return_{grounds}"), written_at, happened.DecisionReturned, "MAAP-END", only_where=by),
        Step(written_at, serve_positive, positive, decided, source, Outcome.POSITIVE, at_once),
        *(
            Step(Stage(f"{grounds}_{way}"), change, written_at, happened.CountersignatureVoided, "house", only_where=by)
            for way in ("checked", "under_review", "reviewed")
        ),
    )


def _after_check(kind: DecisionKind, positive: Stage) -> tuple[Step, ...]:
    grounds, first = kind.value, kind is DecisionKind.REASONABLE_GROUNDS
    pending, to_check, checked = (Stage(f"{grounds}_{way}") for way in ("pending", "to_check", "checked"))
    in_review, reviewed = Stage(f"{grounds}_under_review"), Stage(f"{grounds}_reviewed")
    negative, again = Stage(f"{grounds}_negative"), Stage(f"{grounds}_reconsideration")
    given, sent_back = happened.IndependentReviewGiven, happened.IndependentReviewSentBack
    decided = happened.ReasonableGroundsDecided if first else happened.ConclusiveGroundsDecided
    serve_positive, serve_negative = Move(f"serve_positive_{grounds}"), Move(f"serve_negative_{grounds}")
    positives, negatives = Outcome.POSITIVE, Outcome.NEGATIVE
    after_check, not_reviewed = (Where.POSITIVES_ARE_CHECKED,), (Where.NEGATIVES_ARE_NOT_REVIEWED,)
    to_positive, to_negative = ("SEF-RGPOS", "SEF-RGNEG") if first else ("SEF-CGPOS", "SEF-CGNEG")
    return (
        Step(to_check, Move(f"countersign_{grounds}"), checked, happened.DecisionCountersigned, "MAAP-END"),
        Step(checked, serve_positive, positive, decided, to_positive, positives, after_check),
        Step(
            checked,
            Move(f"send_for_review_{grounds}"),
            in_review,
            happened.IndependentReviewAsked,
            "MAAP-LUCAS",
            only_where=(Where.NEGATIVES_ARE_REVIEWED,),
        ),
        Step(in_review, Move(f"accept_in_review_{grounds}"), reviewed, given, "MAAP-LUCAS"),
        Step(in_review, Move(f"send_back_in_review_{grounds}"), pending, sent_back, "MAAP-CHAIRS"),
        Step(reviewed, serve_negative, negative, decided, to_negative, negatives),
        Step(checked, serve_negative, negative, decided, to_negative, negatives, not_reviewed),
        Step(negative, Move.REQUEST_RECONSIDERATION, again, happened.ReconsiderationRequested, "RECON-ANNEX"),
        Step(again, Move.ACCEPT_RECONSIDERATION, pending, happened.ReconsiderationAccepted, "RECON-ANNEX"),
        Step(again, Move.REFUSE_RECONSIDERATION, negative, happened.ReconsiderationRefused, "RECON-ANNEX"),
    )


def _rules_at(stage: Stage, version: ProfileVersion) -> DecisionRules:
    """How a profile's version has the decision made that a stage is about."""
    first = stage.value.startswith(DecisionKind.REASONABLE_GROUNDS.value)
    return version.deciding(DecisionKind.REASONABLE_GROUNDS if first else DecisionKind.CONCLUSIVE_GROUNDS)

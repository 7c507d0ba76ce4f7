"""What came of leave to stay after a positive second decision: told by others and recorded, never decided here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.sources import cited
from opennrm.mechanism.stages import Stage


class LeaveOutcome(StrEnum):
    """What came of it; it does not apply to, say, a British citizen or who has leave already."""

    GRANTED = "granted"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"


class ToldBy(StrEnum):
    """Who told us. No source lists these: they are ours."""

    PERSON = "person"
    LEGAL_REPRESENTATIVE = "legal_representative"
    SUPPORT_PROVIDER = "support_provider"
    WHO_DECIDES_ON_LEAVE = "who_decides_on_leave"


@dataclass(frozen=True, slots=True)
class AskingAgain:
    """From a day on: within how many days somebody can ask for a decision on leave to be looked at again."""

    on: date
    days: int
    uncertain: str


ASKING_AGAIN = (
    AskingAgain(date(2023, 1, 30), 14, "That it was fourteen days from the first is our assumption."),
    AskingAgain(date(2025, 1, 1), 30, "The year is known, roughly; the day is our assumption."),
)
"""Before the first of these there was no temporary permission to stay. Source: VTS-RECON."""


@dataclass(frozen=True, slots=True)
class LeaveTold:
    """What somebody told us of leave, as the rules see it."""

    outcome: str
    told_by: str
    told_on: date | None
    decided_on: date | None = None
    until: date | None = None


def window_of(decided_on: date) -> AskingAgain | None:
    """What held on the day of a decision on leave; None before there was any."""
    return max((each for each in ASKING_AGAIN if each.on <= decided_on), key=lambda each: each.on, default=None)


def asks_again_by(outcome: str, decided_on: date | None) -> date | None:
    """The last day to ask for a decision on leave to be looked at again; None where there is nothing to ask for."""
    if outcome != LeaveOutcome.REFUSED or decided_on is None:
        return None
    window = window_of(decided_on)
    return decided_on + timedelta(days=window.days) if window else None


def notice_of(outcome: str, decided_on: date | None, on: date) -> str:
    """By when a refusal can be asked about again, how that was counted, and what is not certain of it; else empty."""
    by = asks_again_by(outcome, decided_on)
    if by is None or decided_on is None:
        return ""
    window = window_of(decided_on)
    assert window is not None  # noqa: S101 - there is a last day
    told = "Whoever decided on leave can be asked to look at it again until" if on <= by else "That ended on"
    opening = f"{told} {in_words(by)}: {window.days} calendar days from {in_words(decided_on)}, which is day nought."
    return f"{opening} {window.uncertain} Source: {cited('VTS-RECON')}."


def refusal_to_record_leave(stage: Stage, told: LeaveTold, positive_on: date | None, on: date) -> Refusal | None:
    """Why this cannot be recorded of leave on a day; None if it can. `positive_on`: the day of the second decision."""
    if stage is not Stage.CONCLUSIVE_GROUNDS_POSITIVE or positive_on is None:
        because = "What came of leave to stay is recorded once a positive decision on conclusive grounds was served."
        return Refusal("not_decided_positive", f"{because} The case stands at: {stage.words}.", "VTS-RECON")
    if told.outcome not in set(LeaveOutcome):
        return Refusal("no_outcome", "Choose what came of it.", "VTS-RECON", "outcome")
    if told.told_by not in set(ToldBy):
        return Refusal("no_one_told", "Choose who told you.", "house", "told_by")
    if told.told_on is None or told.told_on > on:
        because = "Give the day on which you were told: today or earlier."
        return Refusal("no_day", because, "house", "told_on-day")
    return _refusal_of_days(told, told.told_on)


def _refusal_of_days(told: LeaveTold, told_on: date) -> Refusal | None:
    if told.outcome == LeaveOutcome.NOT_APPLICABLE:
        if told.decided_on or told.until:
            because = "Where leave does not apply nothing was decided: leave the day of the decision and the end empty."
            return Refusal("nothing_decided", because, "house", "decided_on-day" if told.decided_on else "until-day")
        return None
    if told.decided_on is None or told.decided_on > told_on:
        because = "Give the day of the decision on leave: no later than the day you were told."
        return Refusal("no_decision_day", because, "house", "decided_on-day")
    if told.outcome == LeaveOutcome.GRANTED and (told.until is None or told.until <= told.decided_on):
        because = "Give the day until which leave was granted: later than the day it was decided."
        return Refusal("no_end", because, "house", "until-day")
    if told.outcome == LeaveOutcome.REFUSED and told.until:
        because = "Leave that was refused has no end. Leave this empty."
        return Refusal("no_end_of_refusal", because, "house", "until-day")
    return None

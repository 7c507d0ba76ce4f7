"""How long a record is kept: a schedule with a day from which it holds, and when a record comes up for a decision.

No period in years was found in any document on the mechanism, so each is `own`: an assumption that an installation
replaces by its own reviewed schedule. A record that comes up is proposed to people and goes only by their decision.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from opennrm.mechanism.age import birthday, turns_18_on
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.stages import Stage

MOST_YEARS = 100


class RecordClass(StrEnum):
    """Kinds of records that are kept for different times."""

    POSITIVE = "case_positive"
    NEGATIVE = "case_negative"
    WITHDRAWN = "case_withdrawn"
    CLOSED = "case_closed"
    NOTIFICATION = "notification"


class Trigger(StrEnum):
    """What a period is counted from."""

    DECIDED = "decided"
    ENDED = "ended"
    SENT = "sent"


class Action(StrEnum):
    """What is proposed when the period is over."""

    REVIEW = "review"
    ERASE = "erase"


class ProposalState(StrEnum):
    """How far a proposal has come."""

    PROPOSED = "proposed"
    KEPT = "kept"
    TO_ERASE = "to_erase"
    ERASED = "erased"
    VOID = "void"


OPEN_PROPOSALS = (ProposalState.PROPOSED, ProposalState.TO_ERASE)
"""Somebody is still to decide, or to confirm."""
TRIGGERS: Mapping[RecordClass, Trigger] = {
    RecordClass.POSITIVE: Trigger.DECIDED,
    RecordClass.NEGATIVE: Trigger.DECIDED,
    RecordClass.WITHDRAWN: Trigger.ENDED,
    RecordClass.CLOSED: Trigger.ENDED,
    RecordClass.NOTIFICATION: Trigger.SENT,
}
_CLASSES: Mapping[Stage, RecordClass] = {
    Stage.CONCLUSIVE_GROUNDS_POSITIVE: RecordClass.POSITIVE,
    Stage.CONCLUSIVE_GROUNDS_NEGATIVE: RecordClass.NEGATIVE,
    Stage.REASONABLE_GROUNDS_NEGATIVE: RecordClass.NEGATIVE,
    Stage.WITHDRAWN: RecordClass.WITHDRAWN,
    Stage.CLOSED: RecordClass.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a class of record is kept, what is proposed then, and until which age of a child at the earliest."""

    record_class: RecordClass
    trigger: Trigger
    years: int
    action: Action
    child_until_age: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """Rules that hold from a day on, who reviewed them, and how far they can be leant on."""

    version: str
    from_on: date
    reviewed_by: str
    source: str
    rules: tuple[Rule, ...]

    def rule_for(self, record_class: RecordClass) -> Rule | None:
        """The rule of a class; None where the schedule has none, so that such records never come up."""
        return next((rule for rule in self.rules if rule.record_class is record_class), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a record says how long it is kept: its stage, the day that counts, and of a child the day of birth."""

    stage: Stage
    ended_on: date | None
    decided_on: date | None
    is_child: bool
    born_on: date | None


class BadSchedule(ValueError):
    """A schedule that cannot be read; the text says where and what to mend."""


def schedules_from(data: Mapping[str, Any]) -> tuple[Schedule, ...]:
    """The schedules of a reviewed file, the oldest first. Raises `BadSchedule`."""
    try:
        found = sorted((_schedule(each) for each in data["schedule"]), key=lambda each: each.from_on)
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadSchedule(f"The schedule of retention cannot be read: {wrong}.") from wrong
    if not found or len({each.version for each in found}) != len(found):
        raise BadSchedule("The schedule of retention needs at least one version, each with another name.")
    return tuple(found)


def _schedule(data: Mapping[str, Any]) -> Schedule:
    rules = tuple(_rule(each) for each in data["rule"])
    if len({rule.record_class for rule in rules}) != len(rules):
        raise BadSchedule(f"version {data['version']} has two rules for one class of record")
    from_on = data["from_on"]
    if not isinstance(from_on, date):
        raise BadSchedule("from_on must be a day, such as 2026-01-01")
    return Schedule(str(data["version"]), from_on, str(data["reviewed_by"]), str(data["source"]), rules)


def _rule(data: Mapping[str, Any]) -> Rule:
    years, age = int(data["years"]), int(data["child_until_age"])
    if not 0 < years <= MOST_YEARS or not 18 <= age <= MOST_YEARS:
        raise BadSchedule("years must be 1 to 100, and child_until_age 18 to 100")
    record_class, trigger = RecordClass(data["record"]), Trigger(data["trigger"])
    if TRIGGERS[record_class] is not trigger:
        raise BadSchedule(f"{record_class} is counted from when it was {TRIGGERS[record_class]}")
    action = Action(data["action"])
    if record_class is RecordClass.NOTIFICATION and action is not Action.REVIEW:
        raise BadSchedule("notifications can only be proposed for review: nothing here erases one yet")
    return Rule(record_class, trigger, years, action, age)


def notifications_sent_before(schedule: Schedule, day: date) -> date | None:
    """The day up to which notifications were sent whose time is over; None where the schedule has no rule for them.

    No document gives a period for them either. They are about adults: a child is referred, and never notified of.
    Source: own.
    """
    rule = schedule.rule_for(RecordClass.NOTIFICATION)
    if rule is None:
        return None
    last = birthday(day, -rule.years)
    return last if birthday(last, rule.years) <= day else last - timedelta(days=1)


def schedule_on(schedules: Sequence[Schedule], day: date) -> Schedule | None:
    """The schedule that holds on a day; None before the first."""
    return next((each for each in reversed(schedules) if each.from_on <= day), None)


def class_of(stage: Stage) -> RecordClass | None:
    """The class of a case at a stage; None while it goes on."""
    return _CLASSES.get(stage)


def due_on(rule: Rule, kept: Kept) -> date | None:
    """The day on which a record comes up; None where the day that counts is not known.

    A child's comes up on the latest of the period and the age that the rule names; where the birth is not known, the
    child is taken to have been born on the day that counts, which is as late as can be. Source: own.
    """
    counted = kept.decided_on if rule.trigger is Trigger.DECIDED else kept.ended_on
    if counted is None:
        return None
    over = birthday(counted, rule.years)
    if not kept.is_child:
        return over
    return max(over, birthday(kept.born_on or counted, rule.child_until_age))


def proposed_action(rule: Rule, kept: Kept, day: date) -> Action:
    """What is proposed: what the rule says, but only a review of anybody who is not yet 18, or may not be."""
    if kept.is_child and (kept.born_on is None or turns_18_on(kept.born_on) > day):
        return Action.REVIEW
    return rule.action


HELD = Refusal(
    "held",
    "This record stays, whatever its day: it is on hold, or something of it is on its way to leave. End the hold, or "
    "take the disclosure out or give it up, first.",
    "own",
)
KEPT_OTHERWISE = Refusal(
    "kept_otherwise",
    "Since this was proposed the record has come to be kept otherwise: where the case stands, or the day that counts, "
    "is not what it was. It is proposed anew when its time is over.",
    "own",
)
NOT_OPEN = Refusal("not_proposed", "Somebody has decided on this record since you opened the page.", "house")
NO_REASON = Refusal("no_reason", "Write why. It is kept with the decision.", "own", "because")
SAME_PERSON = Refusal("same_person", "You decided that it is erased. Somebody else has to confirm it.", "own")
GOES_ON = Refusal("goes_on", "This case goes on, so its record stays.", "own")


def refusal_to_decide(
    state: ProposalState, *, decision: str, because: str, keep_until: date | None, is_held: bool, day: date
) -> Refusal | None:
    """None if a proposal can be decided so: to keep the record until a day to come, or to erase it."""
    if state is not ProposalState.PROPOSED:
        return NOT_OPEN
    if decision not in ("keep", "erase"):
        return Refusal("no_decision", "Choose what becomes of them.", "house", "decision")
    if not because.strip():
        return NO_REASON
    if decision == "keep" and (keep_until is None or keep_until <= day):
        return Refusal("no_day_to_come", "Write a day to come, on which it is looked at again.", "own", "until-day")
    return HELD if decision == "erase" and is_held else None


def refusal_to_erase(state: ProposalState, *, stage: Stage, decided_by: str, by: str, is_held: bool) -> Refusal | None:
    """None if a second person can let a record go now: it was decided, by somebody else, and nothing holds it."""
    if state is not ProposalState.TO_ERASE:
        return NOT_OPEN
    if by == decided_by:
        return SAME_PERSON
    if is_held:
        return HELD
    return None if class_of(stage) else GOES_ON


def refusal_to_return(state: ProposalState) -> Refusal | None:
    """None if a decision to erase can be returned: always, while it waits to be confirmed, whatever came since."""
    return None if state is ProposalState.TO_ERASE else NOT_OPEN


def refusal_of_what_came_since(proposed: tuple[str, date], now: tuple[str, date] | None) -> Refusal | None:
    """None if the class of a record and the day on which it came up are still those that were proposed."""
    return None if proposed == now else KEPT_OTHERWISE


def was_a_child(*, referred_as_child: bool, received_on: date, born_on: date | None) -> bool:
    """Was somebody a child when their referral came, by how they were referred or by their birth? Growing up in the
    mechanism makes nobody's record one of an adult. Source: own."""
    return referred_as_child or (born_on is not None and turns_18_on(born_on) > received_on)


def refusal_to_hold(because: str, review_on: date | None, day: date) -> Refusal | None:
    """None if a record can be held so: for a reason, until a day on which the hold is looked at again."""
    if not because.strip():
        return NO_REASON
    if review_on is None or review_on <= day:
        because = "Write a day to come, on which the hold is looked at again."
        return Refusal("no_day_to_come", because, "own", "review-day")
    return None


def is_over(keep_until: Collection[date | None], day: date) -> bool:
    """Have all these days, until which a record was to be kept, come?"""
    return all(each is None or each <= day for each in keep_until)

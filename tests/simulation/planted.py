"""Rules that somebody broke, by which a simulation shows that it would find them broken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from opennrm.mechanism import conclusive_grounds, deadlines, decisions, reasonable_grounds, serving, stages
from opennrm.mechanism.calendar import Calendar
from opennrm.mechanism.deadlines import Deadline
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.profiles.profile import Profile, ProfileVersion, version_on
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.serving import Recipients
from opennrm.mechanism.stages import Move, Stage
from opennrm.mechanism.vocabulary import ReferralKind
from tests.mechanism.law import Answer
from tests.simulation.law import LawOfYears
from tests.simulation.mail import Letter


@dataclass(frozen=True)
class Planted:
    """A law with a bug, the invariant that finds it, and in which world: its place in `worlds.WORLDS`."""

    law: LawOfYears
    found_by: str
    world: int = 0


def nothing_refused(*_: object, **__: object) -> None:
    """A rule that somebody broke."""


def no_reviewers(version: ProfileVersion, stage: Stage, move: Move) -> Answer:
    """The table with a way round reviewers."""
    if stage.value.endswith("_checked") and move.value.startswith("serve_negative"):
        return None
    if move.value.startswith("send_for_review"):
        return Refusal("forgotten", "Forgotten.", "house")
    return stages.refusal_to_move(version, stage, move)


def first_unreviewed(decision: DecisionFacts, checks: tuple[Check, ...] = (), *_: object) -> Answer:
    """The rule of serving without its reviewers."""
    return reasonable_grounds.refusal_to_serve(decision, checks, tuple(checks))


def checked_only(decision: DecisionFacts, checks: tuple[Check, ...], *_: object, **__: object) -> Answer:
    """The second rule without its reviewers and its bar."""
    return decisions.refusal_without_second_officer(decision, checks)


def whatever_was_signed(decision: DecisionFacts, checks: tuple[Check, ...], *asked: Any, **more: Any) -> Answer:
    """A check that outlives the text."""
    rebound = tuple(Check(check.by, decision.text_hash) for check in checks)
    return conclusive_grounds.refusal_to_serve(decision, rebound, *asked, **more)


def the_day_before(deadline: Deadline, calendar: Calendar) -> Deadline:
    """A recount that ends a day too early."""
    after = deadlines.recounted(deadline, calendar)
    if after is deadline or after.due_on is None:
        return after
    return replace(after, due_on=after.due_on - timedelta(days=1))


def silently_recounted(deadline: Deadline, calendar: Calendar) -> Deadline:
    """A recount that does not say why."""
    return replace(deadlines.recounted(deadline, calendar), cause=None)


def late(days: int) -> int:
    """Somebody who forgets what is not due soon."""
    return days if days < 12 else 100


def as_it_was(deadline: Deadline, _: Calendar) -> Deadline:
    """A recount that forgets."""
    return deadline


def without_its_reasons(*asked: Any) -> Deadline:
    """A clock that does not say which days it left out."""
    return replace(deadlines.deadline_for(*asked), skipped=())


def rules_as_they_came(profile: Profile, began: date, _: date) -> ProfileVersion:
    """Rules that never change for an open case."""
    return version_on(profile, began)


def rules_as_they_are(profile: Profile, _: date, day: date) -> ProfileVersion:
    """Rules that change for every open case, whatever they say."""
    return version_on(profile, day)


def another_number(letter: Letter) -> str:
    """A letter that is tried anew as if it were another."""
    return f"{letter.number}+"


def silently(letter: Letter) -> None:
    """A letter that is given up and nobody knows."""


def papers_to_a_child(decision: Any, outcome: Any, kind: ReferralKind, addresses: Any) -> Recipients | Refusal:
    """Papers served on whoever the case is about."""
    told = serving.recipients_for(decision, outcome, kind, addresses)
    is_child = kind is ReferralKind.CHILD and isinstance(told, Recipients)
    return replace(told, papers_to=serving.Audience.PERSON) if is_child else told  # type: ignore[type-var]


def to_recovery(_: Stage) -> Stage:
    """Reopening that forgets where a case stood."""
    return Stage.RECOVERY


def never_again(version: ProfileVersion, stage: Stage, move: Move) -> Answer:
    """The table with a decided case that can be decided once more."""
    return None if move.value.startswith("serve_") else stages.refusal_to_move(version, stage, move)


PLANTED = {
    "one's own decision checked": Planted(LawOfYears(refusal_to_check=nothing_refused), "own_check"),
    "one's own decision reviewed": Planted(LawOfYears(refusal_to_review=nothing_refused), "own_review", 1),
    "a negative past its reviewers": Planted(
        LawOfYears(
            refusal_to_move=no_reviewers,
            refusal_to_serve_first=first_unreviewed,
            refusal_to_serve_second=checked_only,
        ),
        "reviewed",
        1,
    ),
    "recovery cut short": Planted(LawOfYears(refusal_to_end_recovery=nothing_refused), "recovery"),
    "a check that outlives the text": Planted(
        LawOfYears(refusal_to_serve_second=whatever_was_signed), "second_officer"
    ),
    "a panel's decision agreed to by somebody who was not there": Planted(
        LawOfYears(refusal_to_confirm=nothing_refused), "panel|history", 2
    ),
    "something else than a panel decided": Planted(LawOfYears(refusal_without_panel=nothing_refused), "history", 2),
    "a holiday that shortens": Planted(LawOfYears(recounted=the_day_before), "clock_recounted"),
    "a holiday that is forgotten": Planted(LawOfYears(recounted=as_it_was), "clock_recounted"),
    "a clock that moves silently": Planted(
        LawOfYears(recounted=silently_recounted, refusal_to_move_clock=nothing_refused), "clock_explains"
    ),
    "a clock that does not say what it left out": Planted(
        LawOfYears(deadline_for=without_its_reasons), "clock_explains"
    ),
    "open cases that a change does not reach": Planted(LawOfYears(rules_for=rules_as_they_came), "test"),
    "open cases that every change reaches": Planted(LawOfYears(rules_for=rules_as_they_are), "second_officer", 2),
    "a letter that comes twice": Planted(LawOfYears(number_again=another_number), "letters"),
    "a letter that is lost silently": Planted(LawOfYears(give_up=silently), "letters"),
    "papers served on a child": Planted(LawOfYears(recipients_for=papers_to_a_child), "papers"),
    "reopened elsewhere": Planted(LawOfYears(back_to=to_recovery), "history"),
    "open cases that are forgotten": Planted(LawOfYears(looks_again=late), "way_on"),
}
"""Each is looked for in the seeds of one world."""

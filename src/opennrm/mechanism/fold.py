"""Fold the events of a case into where it stands, so that a verifier can compare the history with the rows.

The fold trusts nothing: a history that the table of moves does not allow, a negative without its second officer, or a
clock that moved without a cause is a `BrokenHistory`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from opennrm.mechanism.deadlines import ClockCause
from opennrm.mechanism.stages import STEPS, Stage
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


class BrokenHistory(ValueError):
    """The events of a case cannot have happened in this order; `position` counts them from 0."""

    def __init__(self, position: int, because: str) -> None:
        super().__init__(f"Event {position}: {because}")
        self.position = position
        self.because = because


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the history stores it: its kind, facts (JSON), moment, and the id of who did it, if somebody did."""

    kind: str
    facts: Mapping[str, Any]
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts:
    """A clock as its events leave it; it runs until it is met or stopped."""

    rule: str
    limit_kind: str
    starts_on: date
    due_on: date | None
    calendar_version: str
    causes: tuple[str, ...] = ()
    met_on: date | None = None
    stopped_on: date | None = None

    @property
    def is_running(self) -> bool:
        """Does it still wait for something?"""
        return self.met_on is None and self.stopped_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionState:
    """A decision as its events leave it: the text put forward or served, who put it forward, who signed which text."""

    outcome: Outcome | None = None
    put_forward_hash: str | None = None
    put_forward_by: str | None = None
    countersigned_hash: str | None = None
    countersigned_by: str | None = None
    served_hash: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Where a case stands by its events alone."""

    stage: Stage | None = None
    referral_kind: str | None = None
    age_answer: str | None = None
    nation: str | None = None
    authority: str | None = None
    owner: str | None = None
    owner_team: str | None = None
    received_on: date | None = None
    profile: str | None = None
    profile_version: str | None = None
    answers_hash: str | None = None
    evidence: tuple[str, ...] = ()
    decisions: Mapping[DecisionKind, DecisionState] = field(
        default_factory=lambda: {kind: DecisionState() for kind in DecisionKind}
    )
    clocks: Mapping[str, ClockFacts] = field(default_factory=dict)

    def decision(self, kind: DecisionKind) -> DecisionState:
        """The state of one of the two decisions."""
        return self.decisions[kind]


def fold(entries: Iterable[Entry]) -> CaseFacts:
    """The facts of a case from its events in their order; raises `BrokenHistory` where they contradict the law."""
    case = CaseFacts()
    for position, entry in enumerate(entries):
        try:
            case = _taken(_moved(case, entry), entry)
        except _Broken as broken:
            raise BrokenHistory(position, str(broken)) from broken
    return case


class _Broken(Exception):
    pass


_MOVING = frozenset(step.event.__name__ for step in STEPS)


def _moved(case: CaseFacts, entry: Entry) -> CaseFacts:
    """The case at the stage that the event leads to; every rule about the decision is looked at by `_taken`."""
    if entry.kind not in _MOVING:
        return case
    after = {
        step.after
        for step in STEPS
        if step.stage is case.stage
        and step.event.__name__ == entry.kind
        and step.outcome in (None, entry.facts.get("outcome"))
    }
    if len(after) != 1:
        raise _Broken(f"{entry.kind} cannot happen at the stage {case.stage}.")
    return replace(case, stage=after.pop())


def _taken(case: CaseFacts, entry: Entry) -> CaseFacts:
    take = _TAKES.get(entry.kind)
    return case if take is None else take(case, entry)


def _submitted(case: CaseFacts, entry: Entry) -> CaseFacts:
    facts = entry.facts
    return replace(
        case,
        referral_kind=facts["referral_kind"],
        age_answer=facts["age_answer"],
        nation=facts["nation"],
        profile=facts["profile"],
        profile_version=facts["profile_version"],
        received_on=_day(facts["received_on"]),
        answers_hash=facts["answers_hash"],
    )


def _opened(case: CaseFacts, entry: Entry) -> CaseFacts:
    if case.stage is not None:
        raise _Broken("The case was already open.")
    received_on = _day(entry.facts["received_on"])
    if case.received_on not in (None, received_on):
        raise _Broken("The case has another day of receipt than its referral.")
    return replace(
        case,
        stage=Stage(entry.facts["stage"]),
        authority=entry.facts["authority"],
        owner_team=entry.facts["owner_team"],
        received_on=received_on,
    )


def _allocated(case: CaseFacts, entry: Entry) -> CaseFacts:
    return replace(case, owner=entry.facts["to"])


def _transferred(case: CaseFacts, entry: Entry) -> CaseFacts:
    if entry.facts["from_authority"] != case.authority:
        raise _Broken("The case was not with the authority it passed from.")
    return replace(case, authority=entry.facts["to_authority"], owner_team=entry.facts["owner_team"], owner=None)


def _evidence_added(case: CaseFacts, entry: Entry) -> CaseFacts:
    return replace(case, evidence=(*case.evidence, entry.facts["text_hash"]))


def _put_forward(case: CaseFacts, entry: Entry) -> CaseFacts:
    state = DecisionState(
        outcome=Outcome(entry.facts["outcome"]), put_forward_hash=entry.facts["text_hash"], put_forward_by=entry.by
    )
    case = replace(case, profile_version=entry.facts["profile_version"])
    return _with_decision(case, _kind_of(entry), state)


def _countersigned(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind = DecisionKind(entry.facts["decision"])
    state = case.decision(kind)
    if entry.facts["text_hash"] != state.put_forward_hash:
        raise _Broken("The text that was countersigned is not the text that was put forward.")
    if entry.by is None or entry.by == state.put_forward_by:
        raise _Broken("Nobody checks their own decision.")
    signed = replace(state, countersigned_hash=entry.facts["text_hash"], countersigned_by=entry.by)
    return _with_decision(case, kind, signed)


def _undone(case: CaseFacts, entry: Entry) -> CaseFacts:
    return _with_decision(case, DecisionKind(entry.facts["decision"]), DecisionState())


def _decided(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind = _kind_of(entry)
    state = case.decision(kind)
    outcome, served_hash = Outcome(entry.facts["outcome"]), entry.facts["text_hash"]
    if outcome is Outcome.NEGATIVE and state.countersigned_hash != served_hash:
        raise _Broken("A negative was served without a second officer's countersignature of its text.")
    decided = replace(state, outcome=outcome, served_hash=served_hash, decided_on=_day(entry.facts["decided_on"]))
    return _with_decision(case, kind, decided)


def _clock_started(case: CaseFacts, entry: Entry) -> CaseFacts:
    facts = entry.facts
    running = case.clocks.get(facts["rule"])
    if running is not None and running.is_running:
        raise _Broken("The clock was already running.")
    clock = ClockFacts(
        rule=facts["rule"],
        limit_kind=facts["limit_kind"],
        starts_on=_day(facts["starts_on"]),
        due_on=_day_or_none(facts["due_on"]),
        calendar_version=facts["calendar_version"],
    )
    return _with_clock(case, clock)


def _clock_moved(case: CaseFacts, entry: Entry) -> CaseFacts:
    clock = _running(case, entry)
    cause = entry.facts.get("cause")
    if cause not in set(ClockCause):
        raise _Broken("A clock moved without a recorded cause.")
    moved = replace(
        clock,
        due_on=_day_or_none(entry.facts["due_on"]),
        calendar_version=entry.facts["calendar_version"],
        causes=(*clock.causes, cause),
    )
    return _with_clock(case, moved)


def _clock_met(case: CaseFacts, entry: Entry) -> CaseFacts:
    clock = _running(case, entry)
    if clock.due_on != _day_or_none(entry.facts["due_on"]):
        raise _Broken("A clock was met with another due day than it had: it moved without a recorded cause.")
    return _with_clock(case, replace(clock, met_on=_day(entry.facts["met_on"])))


def _clock_stopped(case: CaseFacts, entry: Entry) -> CaseFacts:
    return _with_clock(case, replace(_running(case, entry), stopped_on=_day(entry.facts["stopped_on"])))


_TAKES: dict[str, Callable[[CaseFacts, Entry], CaseFacts]] = {
    "ReferralSubmitted": _submitted,
    "CaseOpened": _opened,
    "CaseAllocated": _allocated,
    "CaseTransferred": _transferred,
    "EvidenceAdded": _evidence_added,
    "ReasonableGroundsPutForward": _put_forward,
    "ConclusiveGroundsPutForward": _put_forward,
    "DecisionCountersigned": _countersigned,
    "DecisionTakenBack": _undone,
    "DecisionReturned": _undone,
    "CountersignatureVoided": _undone,
    "ReconsiderationAccepted": _undone,
    "ReasonableGroundsDecided": _decided,
    "ConclusiveGroundsDecided": _decided,
    "ClockStarted": _clock_started,
    "ClockMoved": _clock_moved,
    "ClockMet": _clock_met,
    "ClockStopped": _clock_stopped,
}


def _kind_of(entry: Entry) -> DecisionKind:
    first = entry.kind.startswith("ReasonableGrounds")
    return DecisionKind.REASONABLE_GROUNDS if first else DecisionKind.CONCLUSIVE_GROUNDS


def _running(case: CaseFacts, entry: Entry) -> ClockFacts:
    clock = case.clocks.get(entry.facts["rule"])
    if clock is None or not clock.is_running:
        raise _Broken("No such clock is running.")
    return clock


def _with_clock(case: CaseFacts, clock: ClockFacts) -> CaseFacts:
    return replace(case, clocks={**case.clocks, clock.rule: clock})


def _with_decision(case: CaseFacts, kind: DecisionKind, state: DecisionState) -> CaseFacts:
    return replace(case, decisions={**case.decisions, kind: state})


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_or_none(text: str | None) -> date | None:
    return None if text is None else _day(text)

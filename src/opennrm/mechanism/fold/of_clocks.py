"""What the events of clocks do to the facts of a case: a clock moves by a recorded cause only."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism.deadlines import ClockCause
from opennrm.mechanism.fold.facts import Broken, CaseFacts, ClockFacts, Entry, Take, day_in, day_or_none


def _clock_started(case: CaseFacts, entry: Entry) -> CaseFacts:
    facts = entry.facts
    running = case.clocks.get(facts["rule"])
    if running is not None and running.is_running:
        raise Broken("The clock was already running.")
    clock = ClockFacts(
        rule=facts["rule"],
        limit_kind=facts["limit_kind"],
        starts_on=day_in(facts["starts_on"]),
        due_on=day_or_none(facts["due_on"]),
        calendar_version=facts["calendar_version"],
        explanation_hash=facts.get("explanation_hash"),
    )
    return _with_clock(case, clock)


def _clock_moved(case: CaseFacts, entry: Entry) -> CaseFacts:
    clock = _running(case, entry)
    cause = entry.facts.get("cause")
    if cause not in set(ClockCause):
        raise Broken("A clock moved without a recorded cause.")
    moved = replace(
        clock,
        due_on=day_or_none(entry.facts["due_on"]),
        calendar_version=entry.facts["calendar_version"],
        explanation_hash=entry.facts.get("explanation_hash"),
        causes=(*clock.causes, cause),
    )
    return _with_clock(_with_ended(case, clock, cause), moved)


def _clock_met(case: CaseFacts, entry: Entry) -> CaseFacts:
    clock = _running(case, entry)
    if clock.due_on != day_or_none(entry.facts["due_on"]):
        raise Broken("A clock was met with another due day than it had: it moved without a recorded cause.")
    met = replace(clock, met_on=day_in(entry.facts["met_on"]))
    return _with_clock(_with_ended(case, clock, "met"), met)


def _clock_stopped(case: CaseFacts, entry: Entry) -> CaseFacts:
    clock = _running(case, entry)
    stopped = replace(clock, stopped_on=day_in(entry.facts["stopped_on"]))
    return _with_clock(_with_ended(case, clock, entry.facts["cause"]), stopped)


def _running(case: CaseFacts, entry: Entry) -> ClockFacts:
    clock = case.clocks.get(entry.facts["rule"])
    if clock is None or not clock.is_running:
        raise Broken("No such clock is running.")
    return clock


def _with_ended(case: CaseFacts, clock: ClockFacts, because: str) -> CaseFacts:
    """That a clock no longer runs as it ran, and why: it was met, moved or stopped."""
    ended = (clock.rule, clock.starts_on, clock.due_on, because)
    return replace(case, ended_clocks=(*case.ended_clocks, ended))


def _with_clock(case: CaseFacts, clock: ClockFacts) -> CaseFacts:
    return replace(case, clocks={**case.clocks, clock.rule: clock})


TAKES: dict[str, Take] = {
    "ClockStarted": _clock_started,
    "ClockMoved": _clock_moved,
    "ClockMet": _clock_met,
    "ClockStopped": _clock_stopped,
}

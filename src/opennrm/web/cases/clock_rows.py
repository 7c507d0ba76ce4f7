"""The clocks of a case as its page explains them: what each waits for, how it was counted, and how it moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from opennrm.cases.queries import ClockRead
from opennrm.mechanism.deadlines import ClockCause
from opennrm.mechanism.time_limits import LimitKind, Rule
from opennrm.web import wording

LAST = datetime.max.replace(tzinfo=UTC)
BARS = {
    Rule.RECOVERY_PERIOD.value: "Not before",
    Rule.RECONSIDERATION_REQUEST.value: "To be asked for at the latest by",
    Rule.MOVE_ON.value: "At least until",
    Rule.EXIT_PERIOD.value: "At least until",
}
"""What a bar says of its day: some bar what comes before it, some what comes after, some hold support up until it."""
BECAUSE = {
    ClockCause.HOLIDAY_ADDED.value: "a bank holiday was added",
    ClockCause.CALENDAR_EXTENDED.value: "the bank holidays of more years became known",
    ClockCause.EXTENSION.value: "it was extended",
    ClockCause.SUSPENSION.value: "the case was suspended meanwhile",
    ClockCause.CORRECTION.value: "it was corrected",
}


def clock_rows(clocks: Sequence[ClockRead], today: date) -> list[dict[str, Any]]:
    """Each clock once, those that run first by the day they are due, with the days it had before it moved."""
    chains: dict[tuple[str, date], list[ClockRead]] = {}
    for clock in sorted(clocks, key=lambda clock: clock.ended_at or LAST):
        chains.setdefault((clock.rule, clock.starts_on), []).append(clock)
    return [_row(chain, today) for chain in sorted(chains.values(), key=_pressing)]


def _pressing(chain: list[ClockRead]) -> tuple[bool, date, str]:
    now = chain[-1]
    return now.ended_at is not None, now.due_on or date.max, now.rule


def _row(chain: list[ClockRead], today: date) -> dict[str, Any]:
    now = chain[-1]
    ended = f". {wording.code(now.ended_because)} on {wording.moment(now.ended_at)}" if now.ended_at else ""
    return {
        "title": wording.code(now.rule),
        "line": f"{_limit(now)}{ended}",
        "late": now.kind == "target" and not now.ended_at and now.due_on is not None and today > now.due_on,
        "explanation": now.explanation,
        "earlier": [_moved(before, after) for before, after in pairwise(chain)],
    }


def _limit(clock: ClockRead) -> str:
    """What a clock asks for: a day to keep to, one that something must not come before or after, or nothing."""
    if clock.kind == LimitKind.NONE:
        return "No time limit"
    before = BARS.get(clock.rule, "Not before") if clock.kind == LimitKind.BAR else "Target"
    return f"{before}: {wording.day(clock.due_on) if clock.due_on else 'not known yet'}"


def _moved(before: ClockRead, after: ClockRead) -> dict[str, str]:
    """What became of one row of a clock, and how it had been counted."""
    when = wording.moment(before.ended_at) if before.ended_at else ""
    because = BECAUSE.get(before.ended_because)
    if because is None:
        line = f"It stopped on {when}: {before.ended_because.replace('_', ' ')}. It runs again."
    elif before.due_on is None and after.due_on is None:
        line = f"It was counted again on {when}, and its last day was not known yet."
    elif before.due_on is None:
        line = f"Its last day, {wording.day(after.due_on)}, was counted on {when}, because {because}."
    else:
        days = f"from {wording.day(before.due_on)} to {wording.day(after.due_on)}"
        line = f"It moved {days} on {when}, because {because}."
    return {"line": line, "explanation": before.explanation}

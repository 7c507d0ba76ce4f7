"""Why a case is heard where it is, and what follows if somebody puts it elsewhere by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from opennrm.mechanism.timetabling.problem import Problem, Sitting, Timetable, Waiting, cost_of, faults_of


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What it would mean to hear a case at another sitting: by how much the sum grows, or what speaks against it."""

    sitting: str
    more: int
    against: tuple[str, ...]


def moved(timetable: Timetable, reference: str, sitting: str) -> Timetable:
    """The timetable with one case put to another sitting, or to none (`""`), whatever may be said against it.

    What there is not is told by `faults_of`.

    Nobody is asked any more to a sitting that is left without a case.
    """
    others = {case: key for case, key in timetable.heard.items() if case != reference}
    heard = others | ({reference: sitting} if sitting else {})
    return Timetable(heard, {key: asked for key, asked in timetable.asked.items() if key in heard.values()})


def elsewhere(problem: Problem, timetable: Timetable, reference: str) -> Iterator[Elsewhere]:
    """Each other sitting, in the order of their days; faults that were there before count for nothing."""
    stands, before = cost_of(problem, timetable).total, set(faults_of(problem, timetable))
    for sitting in sorted(problem.sittings, key=lambda each: (each.day, each.key)):
        if timetable.heard.get(reference) == sitting.key:
            continue
        then = moved(timetable, reference, sitting.key)
        against = tuple(fault for fault in faults_of(problem, then) if fault not in before)
        yield Elsewhere(sitting.key, cost_of(problem, then).total - stands, against)


def why(problem: Problem, timetable: Timetable, reference: str) -> list[str]:
    """Sentences that say when a case is heard, whether by its due day, and why no earlier sitting takes it.

    Raises `KeyError` for a case that is not in the problem.
    """
    case = {each.reference: each for each in problem.cases}[reference]
    here = {each.key: each for each in problem.sittings}.get(timetable.heard.get(reference, ""))
    told = [_when(problem, case, here)]
    day = problem.waits_until(here)
    earlier = {each.key: each for each in problem.sittings if each.day < day}
    for other in elsewhere(problem, timetable, reference):
        if other.sitting in earlier:
            reason = " ".join(other.against) or (
                f"it would cost {other.more} more in all." if other.more > 0 else "nothing speaks against it."
            )
            told.append(f"Not at {other.sitting} on {earlier[other.sitting].day.isoformat()}: {reason}")
    return told


def _when(problem: Problem, case: Waiting, sitting: Sitting | None) -> str:
    if sitting is None:
        is_late = case.due_on is not None and problem.waits_until(None) > case.due_on
        then = ", and is due before there are others" if is_late else ""
        return f"{case.reference} has no place at these sittings{then}."
    if case.due_on is None:
        return f"{case.reference} is heard on {sitting.day.isoformat()}; nothing says by when it has to be."
    late = (sitting.day - case.due_on).days
    by = f"{late} days after it is due" if late > 0 else f"by the day it is due, {case.due_on.isoformat()}"
    return f"{case.reference} is heard on {sitting.day.isoformat()}, {by}."

"""The points of a case that the reasons of a decision address: its indicators, and what speaks against.

Nothing is decided here: the text of the reasons is the officer's, put together below headings for them to edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism.refusal import Refusal


class Speaks(StrEnum):
    """Of which kind a point is."""

    INDICATOR = "indicator"
    ADVERSE = "adverse"


class AdverseKind(StrEnum):
    """What can speak against an account. Source: own."""

    INCONSISTENCY = "inconsistency"
    DELAY_IN_TELLING = "delay_in_telling"
    CREDIBILITY = "credibility"
    CONTRARY_INFORMATION = "contrary_information"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Point:
    """A point: its key, how a refusal names it (in codes, never in somebody's words), what it says, and whence."""

    key: str
    speaks: Speaks
    name: str
    said: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Addressed:
    """What an officer wrote of one or several points, by key; `rests_on` are names of evidence."""

    points: tuple[str, ...]
    text: str
    rests_on: tuple[str, ...]
    guidance: str = ""


HEADINGS = {Speaks.INDICATOR: "What speaks for it", Speaks.ADVERSE: "What speaks against it"}


def unaddressed(points: Sequence[Point], addressed: Sequence[Addressed]) -> tuple[Point, ...]:
    """The points of which nothing was written yet."""
    done = {key for each in addressed for key in each.points}
    return tuple(point for point in points if point.key not in done)


def refusal_of_unaddressed(points: Sequence[Point], addressed: Sequence[Addressed]) -> Refusal | None:
    """Why a decision may not be written yet; None where each point was addressed.

    It holds once somebody recorded what speaks against, or began to address points (decision record 0067).
    """
    if not addressed and all(point.speaks is Speaks.INDICATOR for point in points):
        return None
    missing = unaddressed(points, addressed)
    if not missing:
        return None
    more = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
    because = (
        f"Say first what weight you give to {missing[0].name}{more}, and why: open “Points to address” above. "
        "Several points can be addressed together."
    )
    return Refusal("point_not_addressed", because, "house", "reasons")


def draft_of_reasons(points: Sequence[Point], addressed: Sequence[Addressed]) -> str:
    """What the officer wrote of the points, below headings, for them to edit; empty where nothing was written.

    What was written of several points together stands once, where the first of them stands.
    """
    parts: list[str] = []
    written: set[int] = set()
    by_key = {key: number for number, each in enumerate(addressed) for key in each.points}
    said_by_key = {point.key: point.said for point in points}
    for speaks, heading in HEADINGS.items():
        of_kind = [by_key[point.key] for point in points if point.speaks is speaks and point.key in by_key]
        numbers = [number for number in dict.fromkeys(of_kind) if number not in written]
        if numbers:
            parts.append(heading)
            parts += [_part(addressed[number], said_by_key, by_key, number) for number in numbers]
            written |= set(numbers)
    return "\n\n".join(parts)


def _part(each: Addressed, said: dict[str, str], by_key: dict[str, int], number: int) -> str:
    about = [said[key] for key in each.points if key in said and by_key[key] == number]
    lines = [*about, each.text, f"Rests on: {', '.join(each.rests_on)}."]
    return "\n".join([*lines, f"Guidance: {each.guidance}"] if each.guidance else lines)

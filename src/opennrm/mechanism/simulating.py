"""What would have been otherwise, had past cases come under another profile: outcomes' ways, clocks and letters.

Each case is replayed under its own rules and under the other's, with what was decided of it and on which days, and row
is laid beside row. No outcome is invented: what changes is who decides, who looks, by when, and who is told. Sources:
those of `replaying`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from opennrm.mechanism.calendar import OutsideCalendar
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.replaying import FIRST, SECOND, CaseFile, replay
from opennrm.mechanism.vocabulary import DecisionKind


class Part(StrEnum):
    """What of a case can be otherwise under another profile."""

    ROUTE = "route"
    SUPPORT = "support"
    DECIDER = "decider"
    QUORUM = "quorum"
    SECOND_OFFICER = "second_officer"
    REVIEW = "review"
    CLOCK = "clock"
    LETTER = "letter"

    @property
    def words(self) -> str:
        """How a line names it."""
        return _WORDS[self]


_WORDS = {
    Part.ROUTE: "Which authority",
    Part.SUPPORT: "When support starts",
    Part.DECIDER: "Who decides",
    Part.QUORUM: "Quorum of a panel",
    Part.SECOND_OFFICER: "Check by a second officer",
    Part.REVIEW: "Independent review",
    Part.CLOCK: "A due day or a bar",
    Part.LETTER: "A letter",
}
_BY_ENDING = {
    "route": Part.ROUTE,
    "passes_on": Part.ROUTE,
    "support": Part.SUPPORT,
    "decider": Part.DECIDER,
    "quorum": Part.QUORUM,
    "checked": Part.SECOND_OFFICER,
    "reviewed": Part.REVIEW,
    "clock": Part.CLOCK,
    "recovery": Part.CLOCK,
    "earliest": Part.CLOCK,
    "reconsideration": Part.CLOCK,
    "letter": Part.LETTER,
}
"""Each row of a replay by the last part of its key."""
OF_A_DECISION = frozenset({Part.DECIDER, Part.QUORUM, Part.SECOND_OFFICER, Part.REVIEW})
"""What a decision goes through before anybody is told of it."""


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case as it was: its reference, what it was decided by and on, and the rules it came in under."""

    reference: str
    file: CaseFile
    version: ProfileVersion


@dataclass(frozen=True, slots=True)
class Row:
    """A row that differs: its stable key, and what it says under the case's own rules and the other's; "" for none."""

    key: str
    own: str
    other: str

    @property
    def part(self) -> Part:
        """What of the case it is about."""
        return _BY_ENDING[self.key.rpartition(".")[2]]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What would be otherwise of many cases; `not_told` are those that reach into years without a calendar."""

    rows: Mapping[str, tuple[Row, ...]]
    """The rows that differ, by the reference of each case that was replayed."""
    decided: int
    """How many decisions were made in these cases."""
    other_way: int
    """How many of them would have gone through other hands: another decider, quorum, check or review."""
    not_told: tuple[str, ...] = field(default=())

    @property
    def changed(self) -> tuple[str, ...]:
        """The references of the cases of which anything would be otherwise."""
        return tuple(reference for reference, rows in self.rows.items() if rows)

    def cases_by_part(self) -> dict[Part, int]:
        """In how many cases each part would be otherwise, every part named."""
        counted = Counter(part for rows in self.rows.values() for part in {row.part for row in rows})
        return {part: counted[part] for part in Part}

    def rows_by_key(self) -> dict[str, int]:
        """In how many cases each row would be otherwise, by its key, in the order of keys."""
        counted = Counter(row.key for rows in self.rows.values() for row in rows)
        return dict(sorted(counted.items()))

    def count(self, part: Part) -> int:
        """How many rows of this part would be otherwise: of clocks and letters a case has several."""
        return sum(row.part is part for rows in self.rows.values() for row in rows)


def simulate(cases: Iterable[PastCase], other: Callable[[CaseFile], ProfileVersion]) -> Simulated:
    """Past cases under their own rules and under those that `other` gives for each."""
    found: dict[str, tuple[Row, ...]] = {}
    not_told: list[str] = []
    decided = other_way = 0
    for case in cases:
        try:
            rows = differing(case.file, case.version, other(case.file))
        except OutsideCalendar:
            not_told.append(case.reference)
            continue
        found[case.reference] = rows
        for kind, outcome in ((FIRST, case.file.first), (SECOND, case.file.second)):
            decided += outcome is not None
            other_way += outcome is not None and _goes_another_way(kind, rows)
    return Simulated(found, decided, other_way, tuple(not_told))


def differing(case: CaseFile, own: ProfileVersion, other: ProfileVersion) -> tuple[Row, ...]:
    """The rows of one case that are not the same under two versions; raises `OutsideCalendar`."""
    before, after = ({row.key: row.told for row in replay(case, version)} for version in (own, other))
    keys = [*before, *(key for key in after if key not in before)]
    rows = (Row(key, before.get(key, ""), after.get(key, "")) for key in keys)
    return tuple(row for row in rows if row.own != row.other)


def _goes_another_way(kind: DecisionKind, rows: tuple[Row, ...]) -> bool:
    return any(row.key.startswith(f"{kind.value}.") and row.part in OF_A_DECISION for row in rows)

"""What another profile would have changed of past cases, as counts that are shown and kept with a change."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from opennrm.cases.past_cases import past_cases
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import Adoption, adopted_on
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.replaying import CaseFile
from opennrm.mechanism.simulating import Part, simulate

LATEST = 500
"""How many of the latest cases a change is tried on where somebody waits for the page; `opennrm simulate` takes all."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Counts of past cases; `parts` says of each part of a case in how many it would be otherwise, by its key."""

    cases: int
    changed: int
    decisions: int
    other_way: int
    clocks: int
    letters: int
    not_told: int
    parts: dict[str, int]

    def counts(self) -> dict[str, Any]:
        """The same as it is kept."""
        return asdict(self)


def tried(profile: str) -> Tried:
    """The latest cases under a profile as if it had been adopted all along; raises `KeyError` for none."""
    adopted = (Adoption(profile, date.min),)

    def other(case: CaseFile) -> ProfileVersion:
        return adopted_on(adopted, PROFILES, case.received_on, case.area)

    cases = past_cases(LATEST)
    found = simulate(cases, other)
    return Tried(
        cases=len(cases),
        changed=len(found.changed),
        decisions=found.decided,
        other_way=found.other_way,
        clocks=found.count(Part.CLOCK),
        letters=found.count(Part.LETTER),
        not_told=len(found.not_told),
        parts={part.value: how_many for part, how_many in found.cases_by_part().items()},
    )

"""The made-up case files that a profile can be tried on: those that come with the product, or one in a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from opennrm.config.fault import Fault
from opennrm.mechanism.profiles.profile import Situation
from opennrm.mechanism.replaying import CaseFile
from opennrm.mechanism.vocabulary import Nation, Outcome, ReferralKind

CASES: dict[str, CaseFile] = {
    "adult": CaseFile(
        kind=ReferralKind.ADULT,
        nation=Nation.ENGLAND,
        received_on=date(2026, 3, 2),
        first=Outcome.POSITIVE,
        second=Outcome.NEGATIVE,
        situations=frozenset({Situation.OUTSIDE_EUROPEAN_ECONOMIC_AREA}),
        area="dorset_police",
    ),
    "child": CaseFile(
        kind=ReferralKind.CHILD,
        nation=Nation.ENGLAND,
        received_on=date(2026, 3, 2),
        first=Outcome.POSITIVE,
        second=Outcome.POSITIVE,
        area="dorset_police",
        born_on=date(2011, 5, 9),
    ),
}
"""An adult from outside Europe in Dorset, refused the second time; and a child of 14, recognised."""
SHAPE = (
    'It holds kind ("adult" or "child"), nation, received_on, first and second ("positive" or "negative"), and '
    "may hold situations, area, born_on and age_certain."
)


def case_file(named: str) -> CaseFile:
    """The made-up case of this name, or of this file as JSON. Raises `Fault`, which says what is wrong with it."""
    if named in CASES:
        return CASES[named]
    try:
        told = json.loads(Path(named).read_text(encoding="utf-8"))
        return _read(dict(told))
    except OSError:
        raise Fault(f"There is no case {named!r}: name one of {', '.join(CASES)}, or a file.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise Fault(f"{named} is no case file: {error}. {SHAPE}") from None


def _read(told: dict[str, Any]) -> CaseFile:
    born = told.get("born_on")
    return CaseFile(
        kind=ReferralKind(told["kind"]),
        nation=Nation(told["nation"]),
        received_on=date.fromisoformat(told["received_on"]),
        first=Outcome(told["first"]),
        second=Outcome(told["second"]),
        situations=frozenset(Situation(each) for each in told.get("situations", ())),
        area=str(told.get("area", "")),
        born_on=date.fromisoformat(born) if born else None,
        age_certain=bool(told.get("age_certain", True)),
    )

"""The made-up case files that a profile can be tried on: those that come with the product, or one in a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from opennrm.config.fault import Fault
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.profile import ProfileVersion, Situation, version_on
from opennrm.mechanism.replaying import CaseFile
from opennrm.mechanism.simulating import PastCase
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
SHAPE_OF_PAST = (
    "Each of its list holds kind, nation and received_on, and may hold first and second (null: not decided), first_on, "
    "second_on, situations, area, profile (the one it came in under) and reference."
)


def case_file(named: str) -> CaseFile:
    """The made-up case of this name, or of this file as JSON. Raises `Fault`, which says what is wrong with it."""
    if named in CASES:
        return CASES[named]
    try:
        told = json.loads(Path(named).read_text(encoding="utf-8"))
        case = _read(dict(told))
        if case.first is None or case.second is None:
            raise KeyError("first and second")
        return case
    except OSError:
        raise Fault(f"There is no case {named!r}: name one of {', '.join(CASES)}, or a file.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise Fault(f"{named} is no case file: {error}. {SHAPE}") from None


def past_cases_in(path: str, adopted: Callable[[CaseFile], ProfileVersion]) -> list[PastCase]:
    """The made-up past cases of a file, a list as JSON; `adopted` gives the rules of one that names no profile.

    Raises `Fault`, which says what is wrong with which of them.
    """
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError:
        raise Fault(f'There is no file {path!r}: give "all", a number of the latest cases, or a file.') from None
    except ValueError as error:
        raise Fault(f"{path} is no JSON: {error}. {SHAPE_OF_PAST}") from None
    if not isinstance(told, list):
        raise Fault(f"{path} holds no list of cases. {SHAPE_OF_PAST}")
    return [_past(path, number, each, adopted) for number, each in enumerate(told, 1)]


def _past(path: str, number: int, told: Any, adopted: Callable[[CaseFile], ProfileVersion]) -> PastCase:
    try:
        case = _read(dict(told))
        named = told.get("profile")
        if named is None:
            version = adopted(case)
        elif named in PROFILES:
            version = version_on(PROFILES[named], max(case.received_on, PROFILES[named].first_used_on))
        else:
            raise ValueError(f"there is no profile {named!r}: name one of {', '.join(PROFILES)}")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Fault(f"Case {number} of {path} cannot be read: {error}. {SHAPE_OF_PAST}") from None
    return PastCase(str(told.get("reference") or f"case-{number}"), case, version)


def _read(told: dict[str, Any]) -> CaseFile:
    """A case file; what was not decided is None."""
    first, second = told.get("first"), told.get("second")
    return CaseFile(
        kind=ReferralKind(told["kind"]),
        nation=Nation(told["nation"]),
        received_on=date.fromisoformat(told["received_on"]),
        first=None if first is None else Outcome(first),
        second=None if second is None else Outcome(second),
        situations=frozenset(Situation(each) for each in told.get("situations", ())),
        area=str(told.get("area", "")),
        born_on=_day_in(told, "born_on"),
        age_certain=bool(told.get("age_certain", True)),
        first_on=_day_in(told, "first_on"),
        second_on=_day_in(told, "second_on"),
    )


def _day_in(told: dict[str, Any], key: str) -> date | None:
    return date.fromisoformat(told[key]) if told.get(key) else None

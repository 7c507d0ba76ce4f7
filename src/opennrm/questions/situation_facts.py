"""What a referral says of the person's situation, as codes: what routes it, and what triage looks at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from opennrm.mechanism.profiles.profile import Situation
from opennrm.mechanism.situations import situations_of
from opennrm.mechanism.triage import TriageFacts
from opennrm.questions.journey import is_not_known

_PLACES = {
    "prison": Situation.OFFENDER_IN_DETENTION,
    "immigration_detention": Situation.DETAINED_FOR_IMMIGRATION,
}
_SAID_YES = {
    "facing_deportation": Situation.OFFENDER_FACING_DEPORTATION,
    "asylum_claim_inadmissible": Situation.ASYLUM_CLAIM_INADMISSIBLE,
}


def situations_told(answers: Mapping[str, Any], on: date) -> frozenset[Situation]:
    """What in the answers of a referral can decide its authority, by the nationalities of that day.

    Whether somebody is under immigration control is what was said; where nothing was, a reference of the Home Office
    stands for it (own).
    """
    control = answers.get("immigration_control")
    nationalities = [_code(answers, key) for key in ("nationality", "second_nationality")]
    has_reference = _code(answers, "home_office_reference") is not None
    found = set(situations_of(nationalities, has_immigration_reference=has_reference, on=on))
    if control == "yes":
        found.add(Situation.SUBJECT_TO_IMMIGRATION_CONTROL)
    elif control == "no":
        found.discard(Situation.SUBJECT_TO_IMMIGRATION_CONTROL)
    found |= {situation for key, situation in _SAID_YES.items() if answers.get(key) == "yes"}
    place = answers.get("detained_where")
    if place in _PLACES:
        found.add(_PLACES[place])
    return frozenset(found)


def triage_told(answers: Mapping[str, Any]) -> TriageFacts:
    """What the answers of a referral say to whoever sorts it."""
    where = answers.get("exploitation_where")
    return TriageFacts(
        earlier_reference=bool(answers.get("earlier_reference")),
        exploited_in_uk=None if where in (None, "not_known") else where != "overseas",
        is_in_uk={"yes": True, "no": False}.get(str(answers.get("person_in_uk"))),
        detained={"yes": True, "no": False}.get(str(answers.get("detained"))),
        detained_where_known=answers.get("detained_where") not in (None, "not_known"),
    )


def _code(answers: Mapping[str, Any], key: str) -> str | None:
    value = answers.get(key)
    return None if value is None or is_not_known(value) else str(value)

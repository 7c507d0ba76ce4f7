"""Which answers tell where a person can be found or reached: pages hide them until somebody asks to see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from opennrm.questions.question import Catalogue, Kind, Question
from opennrm.questions.summary import State, sections


class Whereabouts(StrEnum):
    """What is hidden, by what it tells; somebody asks for one of these and is shown no other. Source: house."""

    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    PLACE = "place"


STAFF_ANSWERS = frozenset(
    {
        *("referrer_role", "referrer_phone", "alternative_contact_name", "alternative_contact_email"),
        *("council_contact_name", "council_phone", "council_email", "consent_explained_by", "naming_explained_by"),
        *("professionals", "professional_phone", "professional_email", "own_reference"),
        *("form_satisfaction", "form_improvements", "consent_interpreted_by", "consent_heard_by"),
    }
)
"""Answers that are about people at work: where these can be reached tells nothing of the person."""
OF_THE_EXPLOITATION = frozenset({"place_postcode"})
"""Answers about where it happened, which is not where the person is safe."""
_BY_KIND = {
    Kind.ADDRESS: Whereabouts.ADDRESS,
    Kind.POSTCODE: Whereabouts.ADDRESS,
    Kind.PHONE: Whereabouts.PHONE,
    Kind.EMAIL: Whereabouts.EMAIL,
}
"""A question of such a kind that is asked one day is hidden from its first day on, unless it is about staff."""
_BY_KEY = {
    "decision_contact_name": Whereabouts.ADDRESS,  # a refuge, or a solicitor, at whose door somebody can wait
    "support_phone_whose": Whereabouts.PHONE,
    "staying_town": Whereabouts.PLACE,
    "staying_region": Whereabouts.PLACE,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept and hidden: what it tells, what it is called, its lines; `is_known` is if it is at all."""

    what: Whereabouts
    label: str
    lines: tuple[str, ...]
    is_known: bool = True


def whereabouts_of(question: Question) -> Whereabouts | None:
    """What the answer to a question tells of where the person is; None if nothing. A list is hidden as a whole."""
    if question.key in STAFF_ANSWERS | OF_THE_EXPLOITATION:
        return None
    if question.kind is Kind.ENTRIES:
        return next((what for field in question.fields if (what := whereabouts_of(field))), None)
    return _BY_KEY.get(question.key) or _BY_KIND.get(question.kind)


def kept_in(catalogue: Catalogue, answers: Mapping[str, Any]) -> Iterator[Kept]:
    """What these answers tell, in their order. Why something is not known tells too: it is typed in free words."""
    for section in sections(catalogue, answers):
        for row in section.rows:
            what = whereabouts_of(catalogue.question(row.question_key))
            if what is not None and row.state in (State.GIVEN, State.NOT_KNOWN):
                yield Kept(what, row.label, row.value_lines, row.state is State.GIVEN)

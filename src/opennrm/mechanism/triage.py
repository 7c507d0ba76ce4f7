"""Whether somebody has to look at a case before it waits for a decision; where nothing speaks for it, nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """What speaks for looking at a case by hand. Source: house, but for the jurisdiction (SEF-WITHDRAW)."""

    EARLIER_REFERENCE = "earlier_reference"
    SAME_PERSON_SUSPECTED = "same_person_suspected"
    OUTSIDE_JURISDICTION = "outside_jurisdiction"
    AUTHORITY_UNSURE = "authority_unsure"
    AUTHORITY_WITHOUT_TEAM = "authority_without_team"

    @property
    def because(self) -> str:
        """The sentence that the page of the case shows."""
        return _BECAUSE[self]


_BECAUSE = {
    Sign.EARLIER_REFERENCE: "The referral says that the person was referred before. Look whether that case goes on.",
    Sign.SAME_PERSON_SUSPECTED: (
        "Another open case has the same name and date of birth. It may be the same person: compare them. Nothing was "
        "merged."
    ),
    Sign.OUTSIDE_JURISDICTION: (
        "The exploitation happened overseas and the person is not in the United Kingdom. Look whether this mechanism "
        "can decide the case."
    ),
    Sign.AUTHORITY_UNSURE: (
        "The referral says that the person is detained, and not where. That decides which authority takes the case."
    ),
    Sign.AUTHORITY_WITHOUT_TEAM: (
        "The answers speak for another authority, which has no team here. Look who should decide the case."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageFacts:
    """What a referral says that bears on its triage; None is not known."""

    earlier_reference: bool = False
    same_person_open: bool = False
    exploited_in_uk: bool | None = None
    is_in_uk: bool | None = None
    detained: bool | None = None
    detained_where_known: bool = True
    authority_has_team: bool = True


def reasons_to_look(facts: TriageFacts) -> tuple[Sign, ...]:
    """What speaks for looking at the case by hand, in the order in which to look; nothing means it is accepted."""
    found = {
        Sign.EARLIER_REFERENCE: facts.earlier_reference,
        Sign.SAME_PERSON_SUSPECTED: facts.same_person_open,
        Sign.OUTSIDE_JURISDICTION: facts.exploited_in_uk is False and facts.is_in_uk is False,
        Sign.AUTHORITY_UNSURE: facts.detained is True and not facts.detained_where_known,
        Sign.AUTHORITY_WITHOUT_TEAM: not facts.authority_has_team,
    }
    return tuple(sign for sign, speaks in found.items() if speaks)

"""A child who turns 18, and a person whose age is decided: prompted ahead, and an adult only with their own consent.

Sources: TOOLKIT and TRANS26 for the consent to stay; TRANS-BRIEF, that without it a case waits in practice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from opennrm.mechanism.age import refusal_of_date_of_birth, turns_18_on
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import AgeAnswer, ReferralKind

PROMPT_DAYS = (100, 30)
"""How many days before the birthday those who deal with the case are prompted: own; an installation may set others."""


CONSENT_NEEDED = Refusal(
    code="adult_consent_needed",
    because="The person is 18 and has not said yet whether they want to stay: record their answer first.",
    source="TOOLKIT",
)


class AssessedBy(StrEnum):
    """Who decided the age of a person of whom it was in doubt. Source: house."""

    LOCAL_AUTHORITY = "local_authority"
    COURT = "court"
    HOME_OFFICE = "home_office"
    DOCUMENTS = "documents"


def prompt_due(born_on: date, on: date, prompts: Iterable[int], done: Iterable[int]) -> int | None:
    """Which prompt (days ahead) is due on a day: the latest that has come and was not given; none from the birthday on.

    One that was missed is not made up for once a later one has come.
    """
    left = (turns_18_on(born_on) - on).days
    come = [days for days in prompts if 0 < left <= days]
    latest = min(come, default=None)
    return None if latest is None or latest in set(done) else latest


def is_18_on(born_on: date, on: date) -> bool:
    """Has the person reached their 18th birthday by a day?"""
    return turns_18_on(born_on) <= on


def refusal_to_record_consent_to_stay(kind: ReferralKind) -> Refusal | None:
    """Only the case of somebody who is treated as a child needs a consent to stay."""
    if kind is ReferralKind.CHILD:
        return None
    return Refusal("an_adult_already", "The person is treated as an adult already: nothing more is needed.", "house")


def refusal_while_consent_is_needed(kind: ReferralKind, *, is_18: bool, has_consented: bool) -> Refusal | None:
    """Why nothing is decided and no recovery ended in a case; None if it goes on.

    Somebody who came as a child and is 18 stays only with their own consent (TOOLKIT), so until they have said whether
    they want to, the case waits (TRANS-BRIEF).
    """
    return CONSENT_NEEDED if kind is ReferralKind.CHILD and is_18 and not has_consented else None


def refusal_to_decide_age(
    age_answer: AgeAnswer,
    decided: AgeAnswer | None,
    assessed_by: AssessedBy | None,
    decided_on: date | None,
    on: date,
    *,
    is_dated: bool = True,
    born_on: date | None = None,
) -> Refusal | None:
    """Why a decision on a person's age cannot be recorded: it settles a doubt, once, and says who settled it when.

    A child whose date of birth is not known (`is_dated` False) can be decided on too, or no day would ever make them an
    adult: they are found to be an adult, or a child with their date of birth, `born_on`.
    """
    is_undated = age_answer is AgeAnswer.UNDER_18 and not is_dated
    if age_answer is not AgeAnswer.NOT_SURE and not is_undated:
        return Refusal("age_not_in_doubt", "The person's age is not in doubt in this case.", "HO-SRC")
    if decided not in (AgeAnswer.ADULT, AgeAnswer.UNDER_18):
        return Refusal("no_age_decided", "Choose what was decided.", "house", "age")
    if assessed_by is None:
        return Refusal("no_assessor", "Choose who decided it.", "house", "assessed_by")
    if decided_on is None or decided_on > on:
        return Refusal("no_day_of_decision", "Give the day it was decided, not after today.", "house", "decided_on-day")
    return _refusal_of_birth(decided, born_on, on, is_asked=is_undated)


def _refusal_of_birth(decided: AgeAnswer, born_on: date | None, on: date, *, is_asked: bool) -> Refusal | None:
    """Of somebody found to be an adult no date of birth is needed, and none is kept."""
    if decided is AgeAnswer.ADULT:
        return None
    if is_asked and born_on is None:
        because = (
            "They were under 18 already: give the date of birth that was found, so that the day they turn 18 is known."
        )
        return Refusal("no_date_of_birth", because, "house", "date_of_birth-day")
    return refusal_of_date_of_birth(decided, born_on, on, "date_of_birth-day")

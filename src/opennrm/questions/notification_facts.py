"""What a notification says, as values its actions use; a whitelist, so that nothing else of a draft can reach one.

`shared` is coded and stands in every notification. What names the person is made only for a named one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opennrm.mechanism.duty_to_notify import NamingConsent, NotificationKind
from opennrm.mechanism.vocabulary import HowGiven, Nation
from opennrm.questions import lists
from opennrm.questions.conditions import holds
from opennrm.questions.exploitation import StatisticsType, statistics_types_of
from opennrm.questions.inputs import ADDRESS_PARTS
from opennrm.questions.journey import is_not_known
from opennrm.questions.sections.recurring import NAMED

WORDS = ("refusal_in_words", "notified_what_happened")
"""The answers of an anonymous notification that are given in words."""
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """What every notification says: codes alone."""

    nation: Nation
    cannot_consent_because: str
    refusal_reasons: tuple[str, ...]
    under_18_during_exploitation: str
    gender: str
    nationality: str
    exploitation: tuple[str, ...]
    exploitation_where: str
    still_in_situation: str
    danger_now: str
    cooperates: str
    reported_before: str
    place_known: bool
    force: str

    @property
    def statistics_types(self) -> tuple[StatisticsType, ...]:
        """The types that figures count it under."""
        return statistics_types_of(self.exploitation)

    @property
    def force_nation(self) -> Nation | None:
        """The nation of the force; None for one of the whole of Great Britain."""
        nation = lists.entries("police_forces")[self.force].nation
        return Nation(nation) if nation else None


@dataclass(frozen=True, slots=True)
class NamedFacts:
    """What a named notification says beside: who the person is, the way to reach them, and their consent to it."""

    first_name: str | None
    last_name: str | None
    date_of_birth: str | None
    contact: str
    phone: str | None
    email: str | None
    other_names: str | None
    second_nationality: str | None
    address_lines: tuple[str, ...]
    consent: NamingConsent
    interpreter: str


@dataclass(frozen=True, slots=True)
class NotificationFacts:
    """A complete notification; `named` is None in an anonymous one."""

    kind: NotificationKind
    shared: SharedFacts
    refusal_in_words: str
    what_happened: str
    named: NamedFacts | None


def notification_facts(answers: Answers) -> NotificationFacts:
    """The facts of a notification from answers that apply (`journey.answers_that_apply` first).

    Raises `KeyError` or `ValueError` where a required answer is missing: such answers are no notification.
    """
    shared = SharedFacts(
        nation=Nation(answers["referrer_nation"]),
        cannot_consent_because=answers.get("cannot_consent_because", ""),
        refusal_reasons=tuple(answers.get("refusal_reasons", ())),
        under_18_during_exploitation=answers["under_18_during_exploitation"],
        gender=answers["notified_gender"],
        nationality=answers.get("notified_nationality", ""),
        exploitation=tuple(answers["notified_exploitation"]),
        exploitation_where=answers["notified_where"],
        still_in_situation=answers["notified_still_in_situation"],
        danger_now=answers["danger_now"],
        cooperates=answers["notified_cooperates"],
        reported_before=answers["notified_reported_before"],
        place_known=answers["notified_place_known"] == "yes",
        force=answers.get("notified_place_force") or answers["notified_chosen_force"],
    )
    if not holds(NAMED, answers):
        reasons = answers.get("refusal_in_words", "")
        return NotificationFacts(
            NotificationKind.ANONYMOUS, shared, reasons, answers["notified_what_happened"], named=None
        )
    return NotificationFacts(
        NotificationKind.NAMED,
        shared,
        answers.get("named_refusal_in_words", ""),
        answers["named_what_happened"],
        named=_named(answers),
    )


def _named(answers: Answers) -> NamedFacts:
    address = answers.get("notified_address", {})
    return NamedFacts(
        first_name=_one(answers, "notified_first_name"),
        last_name=_one(answers, "notified_last_name"),
        date_of_birth=_one(answers, "notified_date_of_birth"),
        contact=answers["notified_contact"],
        phone=_one(answers, "notified_phone"),
        email=_one(answers, "notified_email"),
        other_names=_one(answers, "notified_other_names"),
        second_nationality=_one(answers, "notified_second_nationality"),
        address_lines=tuple(address[part] for part in ADDRESS_PARTS if part in address),
        consent=NamingConsent(
            explained=answers["naming_explained"] != ["none"],
            language=answers["naming_language"],
            explained_by=answers["naming_explained_by"],
            how_given=HowGiven(answers["naming_given_how"]),
            given_on=date.fromisoformat(answers["naming_given_on"]),
        ),
        interpreter=answers["naming_interpreter"],
    )


def _one(answers: Answers, key: str) -> str | None:
    value = answers.get(key)
    return None if value is None or is_not_known(value) else str(value)

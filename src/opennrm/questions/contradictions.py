"""Answers that cannot all be true together: date of birth, age, and consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from opennrm.mechanism.age import refusal_of_date_of_birth
from opennrm.mechanism.duty_to_notify import refusal_of_force
from opennrm.mechanism.references import is_reference_of_notification
from opennrm.mechanism.vocabulary import AgeAnswer, Nation
from opennrm.questions import lists
from opennrm.questions.answers import AnswerError
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import first_field_id
from opennrm.questions.journey import answers_that_apply, is_not_known
from opennrm.questions.question import Catalogue


def contradictions(answers: Mapping[str, Any], today: date, catalogue: Catalogue = CATALOGUE) -> list[AnswerError]:
    """What must be corrected before these answers can be sent; each error names the field to change.

    A referral with any of these cannot be sent, whichever page was saved last.
    """
    kept = answers_that_apply(catalogue, answers)
    return [AnswerError(key, first_field_id(catalogue.question(key)), message) for key, message in _found(kept, today)]


def _found(answers: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    born_on, consent_on = _day(answers, "date_of_birth"), _day(answers, "consent_given_on")
    if "age_answer" in answers:
        refusal = refusal_of_date_of_birth(AgeAnswer(answers["age_answer"]), born_on, today)
        if refusal is not None:
            yield "date_of_birth", refusal.because
    if born_on and consent_on and consent_on < born_on:
        yield "consent_given_on", "The day on which consent was given is before the date of birth: correct one of them"
    if consent_on and consent_on > today:
        yield "consent_given_on", "The day on which consent was given must be today or in the past: correct it"
    if answers.get("consent_explained") == ["none"]:
        yield (
            "consent_explained",
            "Consent counts only if the person knew what they agreed to: explain it to them, then say what was "
            "explained, or change the answer about consent",
        )
    if answers.get("sharing_agreed") == "no" and "yes" in (
        answers.get("support_wanted"),
        answers.get("police_contact_agreed"),
    ):
        yield (
            "sharing_agreed",
            "They agree to support or to contact with the police, and to nothing being shared, so nobody could be told "
            "of them: ask which holds. If only some things must not be shared, choose yes and write which",
        )
    if not is_reference_of_notification(answers.get("notification_reference", "DTN-0000-0000-00")):
        told = "Enter the reference of the notification as it stands on the receipt, such as DTN-7K3F-9QXD-2A"
        yield "notification_reference", told
    yield from _in_a_notification(answers, today)


def _in_a_notification(answers: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    born_on, agreed_on = _day(answers, "notified_date_of_birth"), _day(answers, "naming_given_on")
    refusal = refusal_of_date_of_birth(AgeAnswer.ADULT, born_on, today) if born_on else None
    if refusal is not None:
        yield "notified_date_of_birth", refusal.because
    if agreed_on and agreed_on > today:
        yield "naming_given_on", "The day on which they agreed to be named must be today or in the past: correct it"
    if answers.get("naming_explained") == ["none"]:
        yield (
            "naming_explained",
            "Their consent to be named counts only if they knew what it means: explain it, then say what was "
            "explained, or change the answer about being named",
        )
    for key in ("notified_place_force", "notified_chosen_force"):
        if key in answers:
            nation = lists.entries("police_forces")[answers[key]].nation
            refused = refusal_of_force(Nation(nation) if nation else None)
            if refused is not None:
                yield key, refused.because
    if answers.get("decision_address_exploited") == "yes":
        yield (
            "decision_address_exploited",
            "The person was exploited at this address, so nothing may be sent there: give another address, or go back "
            "and choose another way to send the decision",
        )


def _day(answers: Mapping[str, Any], key: str) -> date | None:
    value = answers.get(key)
    return None if value is None or is_not_known(value) else date.fromisoformat(value)

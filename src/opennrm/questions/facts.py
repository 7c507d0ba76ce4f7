"""What a referral says, as values that actions, letters and figures use, so that none of them reads answers by key.

Personal facts (names, contacts, texts) stay with the referral; whoever announces an event takes codes only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opennrm.mechanism.age import kind_for
from opennrm.mechanism.consent import Consent, ConsentScope, Interpreter
from opennrm.mechanism.vocabulary import AgeAnswer, CannotConsent, HowGiven, Nation, ReferralKind
from opennrm.questions import lists
from opennrm.questions.exploitation import (
    SixTypes,
    StatisticsType,
    has_county_lines,
    six_types_of,
    statistics_label_of,
    statistics_types_of,
)
from opennrm.questions.inputs import ADDRESS_PARTS
from opennrm.questions.journey import is_not_known
from opennrm.questions.typology import Typology, typology_of

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """An adult's consent: what to, how explained, how given; or why it could not be given."""

    given: bool
    cannot_because: CannotConsent | None
    best_interests_decision: str
    explained: tuple[str, ...]
    language: str | None
    explained_by: str
    interpreter: str | None
    how_given: HowGiven | None
    given_on: date | None
    support_wanted: str | None
    police_contact_agreed: str | None
    sharing_agreed: str | None

    def in_law(self) -> Consent | CannotConsent | None:
        """The consent as `mechanism.consent` weighs it; `None` if none was given, or its record is not complete."""
        if self.cannot_because is not None:
            return self.cannot_because
        if not self.given or self.how_given is None or self.given_on is None or self.interpreter is None:
            return None
        agreed = {
            ConsentScope.REFERRAL: True,
            ConsentScope.SUPPORT: self.support_wanted == "yes",
            ConsentScope.POLICE_CONTACT: self.police_contact_agreed == "yes",
            ConsentScope.SHARING: self.sharing_agreed == "yes",
        }
        return Consent(
            scopes=frozenset(scope for scope, is_agreed in agreed.items() if is_agreed),
            language=self.language or "",
            explained_by=self.explained_by,
            interpreter=Interpreter(self.interpreter),
            how_given=self.how_given,
            given_on=self.given_on,
        )


@dataclass(frozen=True, slots=True)
class SafeContactFacts:
    """Who receives the decision (`person`, `somebody_else`, `council`, `representative`), by which confirmed ways.

    `email` and `address_lines` are filled only where their safety was confirmed; with neither, the decision goes to
    the first responder to pass on.
    """

    audience: str | None
    name: str
    relation: str
    permission_recorded: bool
    email: str | None
    address_lines: tuple[str, ...]
    exploited_there: bool = False

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways that are confirmed as safe: `email`, `post`, both or none."""
        return tuple(name for name, way in (("email", self.email), ("post", self.address_lines)) if way)


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """The council that was told about a child."""

    code: str
    label: str
    gss_code: str
    phone: str
    email: str | None


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """Everything later steps need of a complete referral. `None` means not known or not asked."""

    nation: Nation
    referrer_role: str | None
    referrer_phone: str | None
    alternative_contact_email: str | None
    age_answer: AgeAnswer
    kind: ReferralKind
    under_18_during_exploitation: str | None
    first_name: str | None
    last_name: str | None
    other_names: str | None
    date_of_birth: date | None
    gender: str | None
    nationality: str | None
    second_nationality: str | None
    interpreter_needed: bool
    interpreter_language: str | None
    communication_help: str | None
    home_office_reference: str | None
    consent: ConsentFacts | None
    safe_contact: SafeContactFacts
    council: CouncilFacts | None
    exploitation: tuple[str, ...]
    six_types: tuple[SixTypes, ...]
    statistics_types: tuple[StatisticsType, ...]
    statistics_label: str
    county_lines: bool
    typology: tuple[Typology, ...]
    exploitation_where: str | None
    exploitation_uk_towns: tuple[str, ...]
    exploitation_countries: tuple[str, ...]
    staying_town: str | None
    staying_region: str | None
    danger_now: str | None
    still_in_situation: str | None
    indicators: tuple[str, ...]
    reported_before: str | None
    police_force: str | None
    crime_reference: str | None

    @property
    def full_name(self) -> str:
        """First and last name as far as known; empty if neither is."""
        return " ".join(name for name in (self.first_name, self.last_name) if name)


def facts_of(answers: Answers) -> ReferralFacts:
    """The facts of a referral from answers that apply (`journey.answers_that_apply` first).

    Raises `KeyError` or `ValueError` if the nation or the age is not answered: such answers are no referral.
    """
    age = AgeAnswer(answers["age_answer"])
    components = components_told(answers)
    return ReferralFacts(
        nation=Nation(answers["referrer_nation"]),
        referrer_role=_one(answers, "referrer_role"),
        referrer_phone=_one(answers, "referrer_phone"),
        alternative_contact_email=_one(answers, "alternative_contact_email"),
        age_answer=age,
        kind=kind_for(age),
        under_18_during_exploitation=_one(answers, "under_18_during_exploitation"),
        first_name=_one(answers, "first_name"),
        last_name=_one(answers, "last_name"),
        other_names=_one(answers, "other_names"),
        date_of_birth=_day(answers, "date_of_birth"),
        gender=_one(answers, "gender"),
        nationality=_one(answers, "nationality"),
        second_nationality=_one(answers, "second_nationality"),
        interpreter_needed=answers.get("interpreter_needed") == "yes",
        interpreter_language=_one(answers, "interpreter_language"),
        communication_help=_one(answers, "communication_help_details"),
        home_office_reference=_one(answers, "home_office_reference"),
        consent=_consent(answers) if age is AgeAnswer.ADULT else None,
        safe_contact=_safe_contact(answers),
        council=_council(answers),
        exploitation=components,
        six_types=six_types_of(components),
        statistics_types=statistics_types_of(components),
        statistics_label=statistics_label_of(components),
        county_lines=has_county_lines(components),
        typology=typology_of(answers),
        exploitation_where=_one(answers, "exploitation_where"),
        exploitation_uk_towns=towns_told(answers),
        exploitation_countries=_several(answers, "exploitation_countries"),
        staying_town=_one(answers, "staying_town"),
        staying_region=_one(answers, "staying_region"),
        danger_now=_one(answers, "danger_now"),
        still_in_situation=_one(answers, "still_in_situation"),
        indicators=_several(answers, "indicators_seen"),
        reported_before=_one(answers, "reported_before"),
        police_force=_one(answers, "police_force"),
        crime_reference=_one(answers, "crime_reference"),
    )


def components_told(answers: Answers) -> tuple[str, ...]:
    """The kinds of exploitation that were ticked, and those of each exploitation in the list: each once, in order."""
    listed = [kind for entry in answers.get("exploitations", ()) for kind in entry.get("exploitation_kinds", ())]
    told = dict.fromkeys((*_several(answers, "exploitation_components"), *listed))
    known = [code for code in told if code != "not_known"]
    return tuple(known or told)


def towns_told(answers: Answers) -> tuple[str, ...]:
    """The towns in which it happened: those that were chosen, and those of the lists, each once, in order."""
    lists_with_towns = (("exploitations", "exploitation_town"), ("places", "place_town"))
    listed = [_one(entry, key) for name, key in lists_with_towns for entry in answers.get(name, ())]
    return tuple(dict.fromkeys((*_several(answers, "exploitation_uk_towns"), *(town for town in listed if town))))


def _consent(answers: Answers) -> ConsentFacts:
    because, how = _one(answers, "cannot_consent_because"), _one(answers, "consent_given_how")
    return ConsentFacts(
        given=answers.get("consent_to_referral") == "given",
        cannot_because=CannotConsent(because) if because else None,
        best_interests_decision=_one(answers, "best_interests_decision") or "",
        explained=_several(answers, "consent_explained"),
        language=_one(answers, "consent_language"),
        explained_by=_one(answers, "consent_explained_by") or "",
        interpreter=_one(answers, "consent_interpreter"),
        how_given=HowGiven(how) if how else None,
        given_on=_day(answers, "consent_given_on"),
        support_wanted=_one(answers, "support_wanted"),
        police_contact_agreed=_one(answers, "police_contact_agreed"),
        sharing_agreed=_one(answers, "sharing_agreed"),
    )


def _safe_contact(answers: Answers) -> SafeContactFacts:
    address = answers.get("decision_address") if "decision_post_safe" in answers else None
    return SafeContactFacts(
        audience=_one(answers, "decision_to") or _one(answers, "child_decision_to"),
        name=_one(answers, "decision_contact_name") or "",
        relation=_one(answers, "decision_contact_relation") or "",
        permission_recorded=_several(answers, "decision_contact_permission") == ("recorded",),
        email=_one(answers, "decision_email") if "decision_email_safe" in answers else None,
        address_lines=tuple(address[part] for part in ADDRESS_PARTS if part in address) if address else (),
        exploited_there=answers.get("decision_address_exploited") == "yes",
    )


def _council(answers: Answers) -> CouncilFacts | None:
    code = _one(answers, "council_contacted")
    if code is None:
        return None
    entry = lists.entries("councils")[code]
    phone = _one(answers, "council_phone") or ""
    return CouncilFacts(entry.code, entry.label, entry.gss_code, phone, _one(answers, "council_email"))


def _one(answers: Answers, key: str) -> str | None:
    value = answers.get(key)
    return None if value is None or is_not_known(value) else str(value)


def _several(answers: Answers, key: str) -> tuple[str, ...]:
    value = answers.get(key)
    return tuple(value) if isinstance(value, list) else ()


def _day(answers: Answers, key: str) -> date | None:
    text = _one(answers, key)
    return date.fromisoformat(text) if text else None

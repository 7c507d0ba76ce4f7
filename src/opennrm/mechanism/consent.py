"""Who must consent, to what, in which form, and what happens when a person cannot: children never need to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from opennrm.mechanism.profiles.profile import ProfileVersion, SufficientForm
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import CannotConsent, HowGiven, Nation, ReferralKind


class ConsentScope(StrEnum):
    """What can be consented to, each for itself. Source: the three separate consents of referral practice.

    Sharing is that what they told is passed on at all, to whoever helps them: without it the others have no way (own).
    """

    REFERRAL = "referral"
    SUPPORT = "support"
    POLICE_CONTACT = "police_contact"
    SHARING = "sharing"


class Interpreter(StrEnum):
    """Who interpreted when consent was explained."""

    NOT_NEEDED = "not_needed"
    PROFESSIONAL = "professional"
    SOMEBODY_ELSE = "somebody_else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent as it was given: to what, explained in which language (code) and by whom (a reference), how, when."""

    scopes: frozenset[ConsentScope]
    language: str
    explained_by: str
    interpreter: Interpreter
    how_given: HowGiven
    given_on: date


def must_consent(kind: ReferralKind) -> bool:
    """Adults must; children, and those treated as children, need not. Source: seed-2, TOOLKIT."""
    return kind is ReferralKind.ADULT


def form_that_suffices(forms: tuple[SufficientForm, ...], how: HowGiven) -> SufficientForm | None:
    """The entry of a profile that lets a consent be given so, with its source; None if that form does not suffice."""
    return next((form for form in forms if form.how is how), None)


def duty_to_notify_applies(nation: Nation) -> bool:
    """Is there a duty to notify without a name? In England and Wales only. Source: DTN-CIRC, S52."""
    return nation in (Nation.ENGLAND, Nation.WALES)


def refusal_to_refer(
    version: ProfileVersion,
    kind: ReferralKind,
    consent: Consent | CannotConsent | None,
    *,
    on: date,
    field: str = "consent",
) -> Refusal | None:
    """Why a person may not be referred on a day, by their consent; None if they may.

    `consent` is what was recorded, or why the person cannot consent now, or None if nothing was. `field` is the form's
    name for the consent question.
    """
    if not must_consent(kind):
        return None
    if isinstance(consent, CannotConsent):
        answer = next(answer for answer in version.without_consent if answer.why is consent)
        return None if answer.may_refer else Refusal(f"cannot_consent_{consent}", answer.because, answer.source, field)
    if consent is None or ConsentScope.REFERRAL not in consent.scopes:
        return Refusal(
            code="no_consent",
            because=(
                "An adult is referred only with their informed consent. Record it; if they do not consent, send a "
                "notification without their name where the duty to notify applies."
            ),
            source="seed-2",
            field=field,
        )
    return _refusal_of_record(consent, version.consent_to_refer, on, field)


def refusal_to_continue_as_adult(
    version: ProfileVersion, consent: Consent | None, *, on: date, field: str = "consent"
) -> Refusal | None:
    """Why a person who has turned 18 may not stay in the mechanism; None if they consented to. Source: TOOLKIT."""
    if consent is None or ConsentScope.REFERRAL not in consent.scopes:
        return Refusal(
            code="no_consent_to_stay",
            because="The person is 18 now: they stay only if they consent, so ask them and record the answer.",
            source="TOOLKIT",
            field=field,
        )
    return _refusal_of_record(consent, version.consent_to_stay, on, field)


def _refusal_of_record(consent: Consent, forms: tuple[SufficientForm, ...], on: date, field: str) -> Refusal | None:
    if form_that_suffices(forms, consent.how_given) is None:
        enough = " or ".join(form.how.value for form in forms)
        because = f"A consent that was {consent.how_given.value} does not suffice. It must be {enough}."
        return Refusal("form_of_consent", because, forms[0].source, field)
    if not consent.language or not consent.explained_by:
        because = "Say in which language the consent was explained, and who explained it."
        return Refusal("consent_not_explained", because, "house", field)
    if consent.given_on > on:
        return Refusal(
            "consent_in_the_future", "The day the consent was given must not be after today.", "house", field
        )
    return None

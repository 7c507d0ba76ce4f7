"""Who must consent, and in which form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opennrm.mechanism.consent import (
    Consent,
    ConsentScope,
    Interpreter,
    duty_to_notify_applies,
    form_that_suffices,
    refusal_to_continue_as_adult,
    refusal_to_refer,
)
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.profiles.profile import SufficientForm
from opennrm.mechanism.vocabulary import CannotConsent, HowGiven, Nation, ReferralKind
from tests.mechanism.versions import NOW

TODAY = date(2026, 3, 2)
GIVEN = Consent(
    scopes=frozenset({ConsentScope.REFERRAL}),
    language="vi",
    explained_by="RESPONDER-1",
    interpreter=Interpreter.PROFESSIONAL,
    how_given=HowGiven.SIGNED,
    given_on=TODAY,
)
SIGNED_ONLY = replace(NOW, consent_to_refer=(SufficientForm(HowGiven.SIGNED, "seed-2"),))


def test_a_child_needs_no_consent() -> None:
    assert refusal_to_refer(NOW, ReferralKind.CHILD, None, on=TODAY) is None


def test_an_adult_who_signed_may_be_referred() -> None:
    assert refusal_to_refer(NOW, ReferralKind.ADULT, GIVEN, on=TODAY) is None


@pytest.mark.parametrize("consent", [None, replace(GIVEN, scopes=frozenset({ConsentScope.SUPPORT}))])
def test_an_adult_who_did_not_consent_to_being_referred_is_not(consent: Consent | None) -> None:
    refusal = refusal_to_refer(NOW, ReferralKind.ADULT, consent, on=TODAY)
    assert refusal is not None
    assert (refusal.code, refusal.source, refusal.field) == ("no_consent", "seed-2", "consent")


def test_a_form_suffices_only_where_the_profile_says_so_and_names_its_source() -> None:
    spoken = replace(GIVEN, how_given=HowGiven.SPOKEN)
    assert refusal_to_refer(NOW, ReferralKind.ADULT, spoken, on=TODAY) is None
    form = form_that_suffices(NOW.consent_to_refer, HowGiven.SPOKEN)
    assert form is not None
    assert form.source == "own"
    refusal = refusal_to_refer(SIGNED_ONLY, ReferralKind.ADULT, spoken, on=TODAY)
    assert refusal is not None
    assert refusal.because == "A consent that was spoken does not suffice. It must be signed."


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"language": ""}, "consent_not_explained"),
        ({"explained_by": ""}, "consent_not_explained"),
        ({"given_on": date(2026, 3, 3)}, "consent_in_the_future"),
    ],
)
def test_a_consent_must_be_a_whole_record(changed: dict[str, object], code: str) -> None:
    refusal = refusal_to_refer(NOW, ReferralKind.ADULT, replace(GIVEN, **changed), on=TODAY)  # type: ignore[arg-type]
    assert refusal is not None
    assert refusal.code == code


@pytest.mark.parametrize(
    ("why", "may", "remedy"),
    [
        (CannotConsent.LACKS_CAPACITY, True, ""),
        (CannotConsent.MISSING, False, "police"),
        (CannotConsent.DIED, False, "police"),
    ],
)
def test_a_person_who_cannot_consent_has_an_answer(why: CannotConsent, may: bool, remedy: str) -> None:
    refusal = refusal_to_refer(NOW, ReferralKind.ADULT, why, on=TODAY)
    assert (refusal is None) is may
    if refusal is not None:
        assert remedy in refusal.because
        assert refusal.code == f"cannot_consent_{why}"


def test_every_reason_not_to_consent_has_its_answer_in_the_profile() -> None:
    assert [answer.why for answer in NOW.without_consent] == list(CannotConsent)


def test_on_turning_18_a_spoken_consent_suffices_from_13_february_2026() -> None:
    spoken = replace(GIVEN, how_given=HowGiven.SPOKEN, given_on=date(2026, 2, 12))
    before = profile_on("borders_act_2023", date(2026, 2, 12))
    refusal = refusal_to_continue_as_adult(before, spoken, on=TODAY)
    assert refusal is not None
    assert refusal.code == "form_of_consent"
    assert refusal_to_continue_as_adult(NOW, spoken, on=TODAY) is None


def test_on_turning_18_silence_is_not_consent() -> None:
    refusal = refusal_to_continue_as_adult(NOW, None, on=TODAY)
    assert refusal is not None
    assert refusal.code == "no_consent_to_stay"


def test_the_duty_to_notify_is_one_of_england_and_wales() -> None:
    assert [nation for nation in Nation if duty_to_notify_applies(nation)] == [Nation.ENGLAND, Nation.WALES]

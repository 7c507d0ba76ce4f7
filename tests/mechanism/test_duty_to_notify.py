"""The duty to notify: where, by whom and since when, about whom, and when with a name."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.duty_to_notify import (
    BEARERS,
    COMMENCED_ON,
    ELSEWHERE,
    Body,
    DutyStanding,
    NamingConsent,
    bearer_of,
    duty_of,
    refusal_of_force,
    refusal_to_name,
    refusal_to_notify,
)
from opennrm.mechanism.sources import SOURCES
from opennrm.mechanism.vocabulary import AgeAnswer, HowGiven, Nation, OrganisationType

TODAY = date(2026, 5, 1)
ENGLAND, WALES, SCOTLAND = Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND
POLICE, COUNCIL, NATIONAL = OrganisationType.POLICE, OrganisationType.LOCAL_AUTHORITY, OrganisationType.NATIONAL_BODY
GANGMASTERS = [
    Body("gangmasters-licensing-authority", NATIONAL, None),
    Body("gangmasters-and-labour-abuse-authority-glaa", NATIONAL, None),
    Body("fair-work-agency", NATIONAL, None),
]


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (Body("marshland-police", POLICE, ENGLAND), "chief_officer_of_police"),
        (Body("harbour-council", COUNCIL, WALES), "council"),
        (Body("british-transport-police", POLICE, None), "british_transport_police"),
        (Body("national-crime-agency-nca", NATIONAL, None), "national_crime_agency"),
        (Body("greater-london-authority", COUNCIL, None), "greater_london_authority"),
        (Body("city-of-london-corporation", COUNCIL, ENGLAND), "city_of_london"),
        (Body("council-of-the-isles-of-scilly", COUNCIL, ENGLAND), "isles_of_scilly"),
        (Body("police-scotland", POLICE, SCOTLAND), None),
        (Body("aberdeen-city-council", COUNCIL, SCOTLAND), None),
        (Body("a-charity", OrganisationType.CHARITY, ENGLAND), None),
        (Body("a-hospital", OrganisationType.HEALTH, ENGLAND), None),
    ],
)
def test_who_bears_the_duty(body: Body, key: str | None) -> None:
    bearer = bearer_of(body, TODAY)
    assert (bearer.key if bearer else None) == key
    assert (duty_of(body, TODAY).standing is DutyStanding.UNDER_THE_DUTY) is (key is not None)


@pytest.mark.parametrize(
    ("day", "bears"),
    [
        (date(2015, 10, 31), None),
        (date(2015, 11, 1), 0),
        (date(2017, 4, 29), 0),
        (date(2017, 4, 30), 1),
        (date(2026, 4, 6), 1),
        (date(2026, 4, 7), 2),
    ],
)
def test_one_authority_follows_the_other_without_a_gap(day: date, bears: int | None) -> None:
    found = [place for place, body in enumerate(GANGMASTERS) if bearer_of(body, day)]
    assert found == ([] if bears is None else [bears])


def test_every_bearer_has_a_declared_source_and_a_successor_that_is_listed() -> None:
    keys = {bearer.key for bearer in BEARERS}
    assert all(bearer.source in SOURCES and bearer.from_on >= COMMENCED_ON for bearer in BEARERS)
    assert {bearer.successor for bearer in BEARERS if bearer.until_on} <= keys


@pytest.mark.parametrize(
    ("body", "standing", "said"),
    [
        (Body("home-office-uk-border-force-ukbf", OrganisationType.GOVERNMENT, None), "as_policy", "as a policy"),
        (Body("a-hospital", OrganisationType.HEALTH, ENGLAND), "volunteer", "may notify voluntarily"),
        (Body("a-charity", OrganisationType.CHARITY, ENGLAND), "volunteer", "voluntarily"),
    ],
)
def test_the_others_comply_as_a_policy_or_may_volunteer(body: Body, standing: str, said: str) -> None:
    duty = duty_of(body, TODAY)
    assert duty.standing == standing
    assert said in duty.because
    assert duty.source in SOURCES


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({}, None, None),
        ({"nation": WALES, "force_nation": None}, None, None),
        ({"age": AgeAnswer.NOT_SURE}, "not_a_certain_adult", "age_answer"),
        ({"age": AgeAnswer.UNDER_18}, "not_a_certain_adult", "age_answer"),
        ({"consents_to_referral": True}, "consents_to_referral", "consent_to_referral"),
        ({"nation": SCOTLAND}, "no_duty_here", "referrer_nation"),
        ({"nation": Nation.NORTHERN_IRELAND}, "no_duty_here", "referrer_nation"),
        ({"force_nation": SCOTLAND}, "force_outside_the_duty", None),
    ],
)
def test_about_whom_and_where_a_notification_is_sent(
    changed: dict[str, object], code: str | None, field: str | None
) -> None:
    given = {"nation": ENGLAND, "force_nation": ENGLAND, "age": AgeAnswer.ADULT, "consents_to_referral": False}
    refusal = refusal_to_notify(**(given | changed))  # type: ignore[arg-type]
    assert (refusal.code if refusal else None, refusal.field if refusal else None) == (code, field)


@pytest.mark.parametrize("nation", list(Nation))
def test_elsewhere_the_correct_route_is_named(nation: Nation) -> None:
    assert (nation in ELSEWHERE) is (nation not in (ENGLAND, WALES))
    refusal = refusal_of_force(nation)
    assert (refusal is None) is (nation in (ENGLAND, WALES))
    if refusal is not None:
        assert ELSEWHERE[nation].force in refusal.because


GOOD = NamingConsent(explained=True, language="ron", explained_by="I did", how_given=HowGiven.SPOKEN, given_on=TODAY)


@pytest.mark.parametrize(
    ("consent", "code"),
    [
        (GOOD, None),
        (None, "no_consent_to_be_named"),
        (NamingConsent(False, "ron", "I did", HowGiven.SPOKEN, TODAY), "no_consent_to_be_named"),
        (NamingConsent(True, "", "I did", HowGiven.SPOKEN, TODAY), "naming_not_explained"),
        (NamingConsent(True, "ron", "", HowGiven.SPOKEN, TODAY), "naming_not_explained"),
        (NamingConsent(True, "ron", "I did", HowGiven.SIGNED, date(2026, 5, 2)), "naming_in_the_future"),
    ],
)
def test_only_a_recorded_consent_names(consent: NamingConsent | None, code: str | None) -> None:
    refusal = refusal_to_name(consent, on=TODAY)
    assert (refusal.code if refusal else None) == code

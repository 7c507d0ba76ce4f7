"""The pilot: panels from August 2015, leads from November on, in six areas; elsewhere what it falls back to."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.profiles import PROFILES, profile_on
from opennrm.mechanism.profiles.adopting import Adoption, adopted_on
from opennrm.mechanism.profiles.pilot_2015 import AREAS, PROFILE, PROFILE_DIRECT
from opennrm.mechanism.profiles.profile import Decider, SupportStarts
from opennrm.questions.lists import entries

ADOPTED = (Adoption("pilot_2015", date(2015, 8, 3)),)


@pytest.mark.parametrize(
    ("day", "decider", "authorities"),
    [
        (date(2015, 8, 3), Decider.AUTHORITY, 3),
        (date(2015, 10, 31), Decider.AUTHORITY, 3),
        (date(2015, 11, 1), Decider.SLAVERY_SAFEGUARDING_LEAD, 2),
    ],
)
def test_for_its_first_months_there_were_panels_without_leads(day: date, decider: Decider, authorities: int) -> None:
    version = profile_on("pilot_2015", day)
    assert (version.reasonable_grounds.decider, len(version.authorities)) == (decider, authorities)
    assert version.conclusive_grounds.decider is Decider.PANEL
    assert version.support_starts is (
        SupportStarts.ON_REFERRAL if decider.value.endswith("lead") else SupportStarts.ON_REASONABLE_GROUNDS
    )


def test_both_readings_of_what_a_lead_does_are_there() -> None:
    assert PROFILES["pilot_2015"] is PROFILE
    direct = profile_on("pilot_2015_direct", date(2016, 1, 1))
    assert direct.reasonable_grounds.decider is Decider.NOBODY
    assert direct.conclusive_grounds == profile_on("pilot_2015", date(2016, 1, 1)).conclusive_grounds
    assert PROFILE_DIRECT.areas == PROFILE.areas


@pytest.mark.parametrize("area", AREAS)
def test_its_areas_are_forces_of_the_list(area: str) -> None:
    assert area in entries("police_forces")
    assert adopted_on(ADOPTED, PROFILES, date(2016, 1, 1), area).profile == "pilot_2015"


@pytest.mark.parametrize("area", ["norfolk_constabulary", ""])
def test_from_elsewhere_or_where_nobody_knows_it_falls_back(area: str) -> None:
    assert adopted_on(ADOPTED, PROFILES, date(2016, 1, 1), area).profile == "central_2009"


def test_asked_for_no_case_in_particular_it_is_the_pilot() -> None:
    assert adopted_on(ADOPTED, PROFILES, date(2016, 1, 1)).profile == "pilot_2015"
    assert adopted_on((Adoption("borders_act_2023", date(2023, 1, 30)),), PROFILES, date(2024, 1, 1), "").profile == (
        "borders_act_2023"
    )


def test_every_authority_of_any_of_its_versions_is_known_by_its_key() -> None:
    assert {"uk_visas_and_immigration", "slavery_safeguarding_leads", "case_management_unit"} <= set(
        PROFILE.authorities
    )

"""The verb `profiles`: what is adopted, and whose referrals would be refused until somebody founds the team."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.mechanism.profiles import PROFILES
from opennrm.partners.receiving import receiving_team
from tests.console.conftest import Run
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_the_profiles_and_what_is_adopted_are_told(opennrm: Run) -> None:
    made.authority_team()
    code, told = opennrm("profiles", "--json")
    assert code == 0
    assert told["now"]["profile"] == "borders_act_2023"
    adopted = {each["key"]: each["adopted_from"] for each in told["profiles"]}
    assert adopted.pop("borders_act_2023") == ["2023-01-30"]
    assert set(adopted) == set(PROFILES) - {"borders_act_2023"}
    assert not any(adopted.values())
    assert told["reviewing"] == []
    teams = {each["key"]: each["has_a_team"] for each in told["authorities"]}
    assert teams == {"single_competent_authority": True, "immigration_enforcement_competent_authority": False}


def test_the_teams_that_an_adopted_profile_needs_are_founded_once(opennrm: Run, settings: Any) -> None:
    settings.PROFILES_ADOPTED = [("central_2009", "2020-01-01")]
    told = opennrm("profiles")[1]
    assert "UK Visas and Immigration (uk_visas_and_immigration) has no team: referrals to it are refused." in told
    assert "central_2009, as it stands from 2015-07-31" in told
    founded = ["uk_human_trafficking_centre", "uk_visas_and_immigration"]
    assert opennrm("profiles", "--found", "--json")[1]["founded"] == founded
    assert opennrm("profiles", "--found", "--json")[1]["founded"] == []
    assert receiving_team("uk_visas_and_immigration")


def test_who_reviews_is_founded_too_where_the_profile_in_force_has_negatives_reviewed(
    opennrm: Run, settings: Any
) -> None:
    settings.PROFILES_ADOPTED = [("single_authority_2019_history", "2020-01-01")]
    assert opennrm("profiles", "--json")[1]["reviewing"] == [], "its panels ended in 2022"
    settings.PROFILES_ADOPTED = [("single_authority_2019", "2020-01-01")]
    told = opennrm("profiles")[1]
    assert "Multi agency assurance panel (multi_agency_assurance_panel) has no team: no negative" in told
    assert "multi_agency_assurance_panel" in opennrm("profiles", "--found", "--json")[1]["founded"]
    assert opennrm("profiles", "--json")[1]["reviewing"][0]["has_a_team"]

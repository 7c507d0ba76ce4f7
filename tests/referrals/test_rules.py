"""Which rules a referral comes under: those that this installation adopted, as they stand on its day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from opennrm.referrals.rules import adoptions, authorities_adopted, rules_for, rules_for_new_case

pytestmark = pytest.mark.django_db


def test_a_new_case_comes_under_the_adopted_profile() -> None:
    day = date(2026, 3, 2)
    version = rules_for_new_case(day)
    assert version.profile == adoptions()[-1].profile == "borders_act_2023"
    assert version.version <= day.isoformat()


def test_an_open_case_keeps_the_profile_that_it_began_under() -> None:
    began = date(2023, 2, 1)
    now = rules_for("borders_act_2023", began, datetime(2026, 3, 2, tzinfo=UTC))
    assert now.profile == "borders_act_2023"
    assert now.time_limits.keys() >= rules_for_new_case(began).time_limits.keys()


def test_the_authorities_of_every_adopted_profile_are_known(settings: Any) -> None:
    assert list(authorities_adopted()) == ["single_competent_authority", "immigration_enforcement_competent_authority"]
    settings.PROFILES_ADOPTED = [("borders_act_2023", "2023-01-30"), ("central_2009", "2026-11-22")]
    assert authorities_adopted()["uk_visas_and_immigration"] == "UK Visas and Immigration"
    assert len(authorities_adopted()) == 4
    assert rules_for_new_case(date(2026, 11, 21)).profile == "borders_act_2023"
    assert rules_for_new_case(date(2026, 11, 22)).profile == "central_2009"

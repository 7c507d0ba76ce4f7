"""Which rules a referral comes under: those that this installation adopted, as they stand on its day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from opennrm.referrals.rules import adoptions, rules_for, rules_for_new_case


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

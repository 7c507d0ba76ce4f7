"""Local panels for some children: three partners, both decisions in one sitting, no review by anybody else first."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.profiles.child_panel_2021 import OVERLAY
from opennrm.mechanism.profiles.overlay import overlaid
from opennrm.mechanism.profiles.profile import Decider
from opennrm.mechanism.time_limits import LimitKind, Rule, Unit


def test_it_lies_over_the_profiles_of_its_time() -> None:
    for key, day in (("single_authority_2019", date(2021, 6, 1)), ("borders_act_2023", date(2026, 3, 2))):
        version = overlaid(profile_on(key, day), OVERLAY)
        assert version.profile == f"{key}.child_panel_2021"
        for rules in (version.reasonable_grounds, version.conclusive_grounds):
            assert rules.decider is Decider.LOCAL_PANEL
            assert rules.panel is not None
            assert set(rules.panel.required_roles) == {"local_authority", "police", "health"}
            assert rules.review is None
        assert version.both_decisions_in_one_sitting
        limit = version.time_limits[Rule.REASONABLE_GROUNDS_DECISION]
        assert (limit.kind, limit.length, limit.unit) == (LimitKind.TARGET, 45, Unit.CALENDAR_DAYS)


def test_whom_it_takes() -> None:
    assert (OVERLAY.eligibility.more_than_days_to_18, OVERLAY.eligibility.age_certain) == (100, True)
    assert OVERLAY.eligibility.areas == (), "which areas have a panel is said by whoever runs an installation"

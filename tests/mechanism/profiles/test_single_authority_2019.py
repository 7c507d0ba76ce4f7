"""One authority from 2019: what the reform promised of its negatives, and what came."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opennrm.mechanism.profiles import PROFILES, profile_on
from opennrm.mechanism.profiles.profile import Situation, version_for_open_case
from opennrm.mechanism.profiles.single_authority_2019 import PROFILE, PROFILE_AS_IT_CAME
from opennrm.mechanism.routing import route_for
from opennrm.mechanism.sources import cited
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import ReferralKind

PROMISED, HISTORY = PROFILE.key, PROFILE_AS_IT_CAME.key
BOTH = pytest.mark.parametrize("key", [PROMISED, HISTORY])


def test_both_variants_ship() -> None:
    assert {PROMISED, HISTORY} <= set(PROFILES)
    assert (PROMISED, HISTORY) == ("single_authority_2019", "single_authority_2019_history")


def test_the_reform_promised_that_every_negative_is_reviewed() -> None:
    for day in (date(2019, 4, 29), date(2023, 1, 29), date(2026, 1, 1)):
        version = profile_on(PROMISED, day)
        assert version.reasonable_grounds.review is not None
        assert version.conclusive_grounds.review is not None


def test_what_came_reviewed_the_second_decision_until_december_2022() -> None:
    assert profile_on(HISTORY, date(2020, 1, 1)).reasonable_grounds.review is None
    assert profile_on(HISTORY, date(2022, 12, 30)).conclusive_grounds.review is not None
    assert profile_on(HISTORY, date(2022, 12, 31)).conclusive_grounds.review is None
    open_case = version_for_open_case(PROFILE_AS_IT_CAME, date(2020, 1, 1), date(2023, 1, 5))
    assert open_case.conclusive_grounds.review is None, "it reaches open cases"


@BOTH
def test_one_authority_takes_everybody_until_the_second_came(key: str) -> None:
    held = frozenset({Situation.DETAINED_FOR_IMMIGRATION})
    before, after = profile_on(key, date(2021, 11, 7)), profile_on(key, date(2021, 11, 8))
    assert route_for(before, ReferralKind.ADULT, held).authority.key == "single_competent_authority"
    second = "immigration_enforcement_competent_authority"
    assert route_for(after, ReferralKind.ADULT, held).authority.key == second
    assert route_for(after, ReferralKind.CHILD, held).authority.key == "single_competent_authority"


@BOTH
def test_recovery_is_forty_five_days_and_then_thirty(key: str) -> None:
    change = date(2022, 12, 13)
    lengths = [
        profile_on(key, day).time_limits[Rule.RECOVERY_PERIOD].length for day in (change - timedelta(days=1), change)
    ]
    assert lengths == [45, 30]


@BOTH
def test_everything_in_it_cites_a_source(key: str) -> None:
    profile = PROFILES[key]
    assert cited(profile.source)
    for change in profile.changes:
        assert cited(change.source)
    for limit in profile.rules.time_limits.values():
        assert cited(limit.source)
    review = profile.rules.conclusive_grounds.review
    assert review is not None
    assert (review.reviewers_source, review.sends_back_source) == ("own", "own"), "nobody published them"

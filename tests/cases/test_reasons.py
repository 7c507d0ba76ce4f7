"""What an officer recorded as speaking against is a point of the case, after the indicators of its referral."""

from __future__ import annotations

import pytest

from opennrm.cases.actions.reasons import add_adverse_point
from opennrm.cases.reasons import points_of
from opennrm.mechanism.refusal import Refused
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_what_speaks_against_is_a_point_and_bars_deciding_until_it_is_addressed() -> None:
    house = referrals.house()
    reference = house.adult()
    by = house.actor("caseworker")
    add_adverse_point(reference, kind="credibility", text="It changed.", source="A note", by=by, at=house.at)
    points = points_of(house.case(reference).id, reference)
    assert [point.speaks for point in points][-2:] == ["indicator", "adverse"]
    with pytest.raises(Refused, match="point_not_addressed"):
        house.decide(reference, "positive")

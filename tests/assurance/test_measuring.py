"""How many days reviews add, how often another look is asked for, and how often the decision comes out otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from opennrm.assurance.measuring import Measured, measured
from tests.assurance.panel import panel, to_review
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def test_days_and_what_was_overturned_are_counted_for_who_convenes(settings: Any) -> None:
    settings.PROFILES_ADOPTED = [("single_authority_2019", "2020-01-01")]
    house = referrals.house()
    experts = panel(house.at)
    assert measured(partners.actor(experts.convener)) == []
    one, other = house.adult(), house.adult()
    to_review(house, one)
    experts.reviews("reconsider", "reconsider", "satisfied")
    house.decide(one, "positive", answer="We looked again.")
    to_review(house, other)
    experts.reviews("satisfied", "satisfied", "satisfied")
    expected = Measured("reasonable_grounds", given=2, decided=1, median_days=0, sent_back=1, overturned=1)
    assert measured(partners.actor(experts.convener)) == [expected]
    house.serve(other)
    assert measured(partners.actor(experts.convener)) == [replace(expected, decided=2)]
    assert measured(house.actor("caseworker")) == []

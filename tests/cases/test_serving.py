"""Serving starts the clocks that follow an outcome, and is done once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.serving import serve_decision
from opennrm.cases.models import Clock, Decision
from opennrm.mechanism.refusal import Refused
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_pressing_twice_serves_once() -> None:
    house = referrals.house()
    reference = house.adult()
    house.decide(reference, "negative")
    house.check(reference)
    seen = house.case(reference).version
    for _press in range(2):
        serve_decision(reference, seen=seen, by=house.actor("caseworker"), at=house.at)
    assert Decision.objects.get().state == "served"
    assert Clock.objects.filter(rule="reconsideration_request").count() == 1


def test_what_was_served_is_not_served_again() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    then = house.recovered(reference)
    then.conclude(reference, "positive")
    with pytest.raises(Refused, match="already_decided"):
        then.serve(reference)

"""The day's chasers: as often as was said, once a day, and never for what was answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.answering import close_request
from opennrm.cases.actions.chasing import chase_what_is_late
from opennrm.cases.models import InformationRequest
from opennrm.cases.verification import check_cases
from tests.cases.test_asking import asked
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_what_is_late_is_chased_once_a_day_as_often_as_was_said() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    asked(house, reference)
    on = {day: chase_what_is_late(at=house.later(day).at) for day in (14, 15, 21, 22)}
    assert on == {14: 0, 15: 1, 21: 0, 22: 1}
    assert chase_what_is_late(at=house.later(22).at) == 0
    assert InformationRequest.objects.get().chased == 2
    chased = [event for event in events_of_case(reference) if event.kind == "RequestChased"]
    assert [(event.by, event.facts["times"]) for event in chased] == [(None, 1), (None, 2)]
    assert check_cases() == []


def test_what_is_not_to_be_chased_or_was_closed_is_left_alone() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    asked(house, reference, "one", chase_every=None)
    close_request(reference, asked(house, reference, "two"), by=house.actor("caseworker"), at=house.at)
    assert chase_what_is_late(at=house.later(40).at) == 0


def test_nobody_is_chased_once_a_negative_was_served() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    asked(house, reference)
    house.decide(reference, "negative")
    house.check(reference)
    house.serve(reference)
    assert chase_what_is_late(at=house.later(30).at) == 0
    assert InformationRequest.objects.get().chased == 0

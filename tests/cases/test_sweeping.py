"""The daily sweep reminds once of each day of review, however often it runs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.suspending import prolong_suspension, suspend_case
from opennrm.cases.models import Case
from opennrm.cases.sweeping import sweep
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.notifications.models import Message
from tests.cases.test_asking import asked
from tests.factories import referrals


@pytest.mark.django_db
def test_who_holds_a_suspended_case_is_reminded_once_on_each_day_of_review() -> None:
    house = referrals.house()
    reference = house.adult()
    by, day = house.actor("caseworker"), legal_day(house.at)
    suspend_case(
        reference,
        reason="missing",
        evidence_suffices=False,
        review_on=day + timedelta(days=7),
        seen=house.case(reference).version,
        by=by,
        at=house.at,
    )
    Message.objects.all().delete()

    def swept(days: int) -> int:
        return sweep(house.at + timedelta(days=days))["reviews of suspensions"]

    assert [swept(6), swept(7), swept(7), swept(9)] == [0, 1, 0, 0]
    assert Message.objects.filter(line="you_have_work").count() == 2
    at = house.at + timedelta(days=9)
    prolong_suspension(reference, review_on=day + timedelta(days=20), seen=house.case(reference).version, by=by, at=at)
    assert [swept(10), swept(21), swept(22)] == [0, 1, 0]
    assert check_cases() == []


@pytest.mark.django_db
def test_the_sweep_ends_recovery_that_is_over_and_chases_what_is_late_once() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    asked(house, reference)
    house.decide(reference, "positive")
    told = [sweep(house.later(30).at) for _twice in range(2)]
    assert [each["recovery periods that are over"] for each in told] == [1, 0]
    assert [each["requests that are late"] for each in told] == [1, 0]
    assert house.case(reference).stage == "conclusive_grounds_pending"


@pytest.mark.django_db
def test_one_broken_case_is_named_and_keeps_no_other_from_being_swept() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    broken, sound = house.adult(), house.adult()
    for reference in (broken, sound):
        house.decide(reference, "positive")
    Case.objects.filter(reference=broken).update(profile="of_nobody")
    failed: dict[str, str] = {}
    told = sweep(house.later(31).at, failed)
    assert list(failed) == [broken]
    assert told["recovery periods that are over"] == 1
    assert house.case(sound).stage == "conclusive_grounds_pending"

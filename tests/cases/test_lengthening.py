"""Whatever lengthens recovery lengthens the time for the decision that it bars."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from opennrm.cases.actions.extending import extend_recovery
from opennrm.cases.actions.suspending import resume_case, suspend_case
from opennrm.cases.models import Case, Clock
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings: Any) -> referrals.House:
    settings.PROFILES_ADOPTED = [("central_2009", "2020-01-01")]
    return referrals.house(authority_slug="uk-visas-and-immigration")


def in_recovery(house: referrals.House) -> str:
    reference = house.adult()
    house.decide(reference, "positive")
    house.check(reference)
    house.serve(reference)
    return reference


def due(rule: str) -> Any:
    return Clock.objects.get(rule=rule, ended_at__isnull=True).due_on


def test_an_extension_moves_the_decision_of_2009_as_far_as_its_bar(house: referrals.House) -> None:
    reference = in_recovery(house)
    before = {rule: due(rule) for rule in ("recovery_period", "conclusive_grounds_decision")}
    seen, by = house.case(reference).version, house.actor("caseworker")
    told = {"reason": "serious_health", "words": "In hospital."}
    extend_recovery(reference, by_days=10, seen=seen, by=by, at=house.at, **told)
    for rule, day in before.items():
        assert due(rule) == day + timedelta(days=10)
        assert Clock.objects.filter(rule=rule, ended_because="extension").count() == 1
    assert due("conclusive_grounds_decision") >= due("recovery_period")
    assert check_cases() == []


def test_so_do_the_days_of_a_suspension(house: referrals.House) -> None:
    reference = in_recovery(house)
    before = due("conclusive_grounds_decision")
    by = house.actor("caseworker")
    review_on = legal_day(house.at) + timedelta(days=20)
    told = {"reason": "missing", "evidence_suffices": False, "review_on": review_on}
    suspend_case(reference, seen=house.case(reference).version, by=by, at=house.at, **told)  # type: ignore[arg-type]
    then = house.later(12)
    resume_case(reference, seen=house.case(reference).version, by=by, at=then.at)
    assert due("conclusive_grounds_decision") == before + timedelta(days=12)
    assert Case.objects.get().due_on is not None
    assert check_cases() == []

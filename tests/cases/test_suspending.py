"""A case waits and goes on: never where the evidence suffices, never with a clock that stands still."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from opennrm.cases.actions.suspending import prolong_suspension, resume_case, suspend_case
from opennrm.cases.models import Case, Clock
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def suspended(house: referrals.House, reference: str, at: datetime, *, suffices: bool | None = False) -> None:
    suspend_case(
        reference,
        reason="missing",
        evidence_suffices=suffices,
        review_on=legal_day(at) + timedelta(days=14),
        seen=house.case(reference).version,
        by=house.actor("caseworker"),
        at=at,
    )


def resumed(house: referrals.House, reference: str, at: datetime) -> str:
    return resume_case(reference, seen=house.case(reference).version, by=house.actor("caseworker"), at=at)


def test_a_missing_persons_case_waits_while_its_clock_runs_on_and_goes_on(house: referrals.House) -> None:
    reference = house.adult()
    due_on = Case.objects.get().due_on
    suspended(house, reference, house.at)
    case = Case.objects.get()
    assert (case.stage, case.due_on) == ("suspended_before_reasonable_grounds", due_on)
    assert case.review_on == legal_day(house.at) + timedelta(days=14)
    assert check_cases() == []
    assert resumed(house, reference, house.at + timedelta(days=3)) == "reasonable_grounds_pending"
    case = Case.objects.get()
    assert (case.review_on, case.due_on) == (None, due_on)
    assert check_cases() == []


@pytest.mark.parametrize(("suffices", "code"), [(True, "evidence_suffices"), (None, "evidence_not_weighed")])
def test_where_the_evidence_suffices_a_case_is_decided_and_not_suspended(
    house: referrals.House, suffices: bool | None, code: str
) -> None:
    reference = house.adult()
    with pytest.raises(Refused, match=code):
        suspended(house, reference, house.at, suffices=suffices)
    assert Case.objects.get().stage == "reasonable_grounds_pending"


def test_a_suspension_is_looked_at_again_on_another_day(house: referrals.House) -> None:
    reference = house.adult()
    later = legal_day(house.at) + timedelta(days=60)
    told: Any = {"review_on": later, "by": house.actor("caseworker"), "at": house.at}
    with pytest.raises(Refused, match="not_suspended"):
        prolong_suspension(reference, seen=house.case(reference).version, **told)
    suspended(house, reference, house.at)
    prolong_suspension(reference, seen=house.case(reference).version, **told)
    assert Case.objects.get().review_on == later
    assert check_cases() == []


def test_a_recovery_period_is_not_shortened_by_the_days_a_person_was_missing(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    before = Clock.objects.get(rule="recovery_period")
    suspended(house, reference, house.at)
    assert resumed(house, reference, house.at + timedelta(days=10)) == "recovery"
    moved = Clock.objects.get(rule="recovery_period", ended_at__isnull=True)
    assert before.due_on is not None
    assert moved.due_on == before.due_on + timedelta(days=10)
    assert "recorded cause: suspension" in moved.explanation
    assert check_cases() == []


def test_a_recovery_period_that_ran_out_meanwhile_gives_back_only_the_days_it_still_had(
    house: referrals.House,
) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    due_on = Clock.objects.get(rule="recovery_period").due_on
    suspended(house, reference, house.at + timedelta(days=20))
    resumed(house, reference, house.at + timedelta(days=100))
    assert due_on is not None
    running = Clock.objects.get(rule="recovery_period", ended_at__isnull=True)
    assert running.due_on == due_on + timedelta(days=10)
    assert check_cases() == []


def test_the_same_form_sent_twice_suspends_once(house: referrals.House) -> None:
    reference = house.adult()
    seen = house.case(reference).version
    for _ in range(2):
        suspend_case(
            reference,
            reason="missing",
            evidence_suffices=False,
            review_on=legal_day(house.at) + timedelta(days=14),
            seen=seen,
            by=house.actor("caseworker"),
            at=house.at,
        )
    assert Case.objects.get().version == seen + 1

"""What ended by mistake goes on where it stood, with the clocks it had; a changed mind is a new referral."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.reconsidering import accept_reconsideration, request_reconsideration
from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.models import Case, Clock
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Letter
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def closed(house: referrals.House, reference: str, reason: str) -> None:
    seen = house.case(reference).version
    close_case(reference, reason=reason, seen=seen, by=house.actor("caseworker"), at=house.at)


def reopened(house: referrals.House, reference: str, reason: str, *, days: int = 0, who: str = "manager") -> str:
    seen, at = house.case(reference).version, house.at + timedelta(days=days)
    return reopen_case(reference, reason=reason, seen=seen, by=house.actor(who), at=at)


def running() -> set[tuple[object, ...]]:
    rows = Clock.objects.filter(ended_at__isnull=True)
    return set(rows.values_list("rule", "starts_on", "due_on", "kind", "calendar_version"))


@pytest.mark.parametrize("stage", ["reasonable_grounds_pending", "reasonable_grounds_to_check", "recovery"])
def test_a_case_closed_by_mistake_goes_on_where_it_stood(house: referrals.House, stage: str) -> None:
    reference = house.adult()
    if stage != "reasonable_grounds_pending":
        house.decide(reference, "positive" if stage == "recovery" else "negative")
    before = Case.objects.get()
    clocks = running()
    closed(house, reference, "died")
    assert reopened(house, reference, "mistake") == before.stage == stage
    after = Case.objects.get()
    assert (after.due_on, after.ended_because, after.ended_on) == (before.due_on, "", None)
    assert running() == clocks != set()
    assert check_cases() == []


def test_clocks_that_an_earlier_ending_stopped_stay_stopped(house: referrals.House) -> None:
    reference = house.adult()
    closed(house, reference, "died")
    reopened(house, reference, "mistake")
    house = house.on(house.at + timedelta(seconds=1))
    house.decide(reference, "negative")
    house.check(reference)
    house.serve(reference)
    told = {"by": house.actor("caseworker"), "at": house.at}
    request_reconsideration(
        reference,
        requester="first_responder",
        grounds=["additional_evidence"],
        words="There is more to read.",
        on=legal_day(house.at),
        facing_removal=False,
        seen=house.case(reference).version,
        **told,  # type: ignore[arg-type]
    )
    before = running()
    closed(house, reference, "died")
    reopened(house, reference, "mistake")
    assert running() == before
    seen = house.case(reference).version
    accept_reconsideration(reference, answer="Yes.", seen=seen, **told)  # type: ignore[arg-type]
    assert [row[0] for row in running()] == ["reasonable_grounds_decision"]
    assert check_cases() == []


@pytest.mark.parametrize("stage", ["reasonable_grounds_negative", "conclusive_grounds_positive"])
def test_a_death_after_the_decision_closes_the_case_and_can_be_put_right(house: referrals.House, stage: str) -> None:
    reference = house.adult()
    if stage == "reasonable_grounds_negative":
        house.decide(reference, "negative")
        house.check(reference)
        house.serve(reference)
    else:
        house = house.recovered(reference)
        house.conclude(reference, "positive")
    before, clocks = Case.objects.get(), running()
    assert before.stage == stage
    with pytest.raises(Refused, match="already_ended_by_decision"):
        closed(house, reference, "out_of_scope")
    closed(house, reference, "died")
    after = Case.objects.get()
    assert (after.stage, after.ended_because, after.due_on) == ("closed", "died", None)
    assert after.reasonable_grounds == before.reasonable_grounds
    assert check_cases() == []
    assert reopened(house, reference, "mistake") == stage
    assert (running(), Case.objects.get().due_on) == (clocks, before.due_on)
    assert check_cases() == []


def test_a_death_put_right_is_told_to_the_person_and_not_only_to_agencies(house: referrals.House) -> None:
    reference = house.adult()
    closed(house, reference, "died")
    assert not Letter.objects.filter(case_reference=reference, organisation=None).exists()
    reopened(house, reference, "mistake")
    assert Letter.objects.get(case_reference=reference, organisation=None).kind == "case_reopened"


def test_closed_and_reopened_twice_it_has_each_clock_once(house: referrals.House) -> None:
    reference = house.adult()
    for _ in range(2):
        closed(house, reference, "died")
        reopened(house, reference, "mistake")
    assert Clock.objects.filter(ended_at__isnull=True).count() == 1
    assert check_cases() == []


def test_a_changed_mind_is_a_new_referral(house: referrals.House) -> None:
    reference = house.adult()
    said = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(house.at))
    withdraw_case(reference, said, seen=house.case(reference).version, by=house.actor("caseworker"), at=house.at)
    with pytest.raises(Refused, match="refer_again") as refused:
        reopened(house, reference, "person_found")
    assert "refer the person again" in refused.value.refusal.because


def test_after_a_year_the_person_is_referred_again(house: referrals.House) -> None:
    reference = house.adult()
    closed(house, reference, "died")
    with pytest.raises(Refused, match="ended_too_long_ago"):
        reopened(house, reference, "mistake", days=366)
    reopened(house, reference, "mistake", days=365)


def test_only_a_manager_reopens_and_only_what_ended(house: referrals.House) -> None:
    reference = house.adult()
    with pytest.raises(Refused, match="not_at_this_stage"):
        reopened(house, reference, "mistake")
    closed(house, reference, "died")
    with pytest.raises(Refused, match="not_your_role"):
        reopened(house, reference, "mistake", who="caseworker")

"""Closing without a decision: for a coded reason, once, and a duplicate names the case it doubles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.models import Case, Clock
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.refusal import Refused
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def closed(house: referrals.House, reference: str, reason: str, duplicate_of: str = "") -> None:
    seen = house.case(reference).version
    close_case(
        reference, reason=reason, duplicate_of=duplicate_of, seen=seen, by=house.actor("caseworker"), at=house.at
    )


@pytest.mark.parametrize("reason", ["died", "consent_invalid", "not_in_jurisdiction", "out_of_scope"])
def test_a_closed_case_says_why_and_its_clocks_stand_still(house: referrals.House, reason: str) -> None:
    reference = house.adult()
    closed(house, reference, reason)
    case = Case.objects.get()
    assert (case.stage, case.ended_because, case.due_on) == ("closed", reason, None)
    assert Clock.objects.get().ended_because == "closed"
    assert check_cases() == []


def test_a_duplicate_is_told_in_both_cases_and_nothing_is_merged(house: referrals.House) -> None:
    first, second = house.adult(), house.adult()
    closed(house, second, "duplicate", first.lower().replace("-", " "))
    assert Case.objects.get(reference=first).stage != "closed"
    for reference in (first, second):
        found = [event.facts for event in events_of_case(reference) if event.kind == "DuplicateFound"]
        assert found == [{"duplicate": second, "original": first}]
    assert check_cases() == []


@pytest.mark.parametrize("other", ["", "NRM-0000-0000-00", "itself"])
def test_a_duplicate_must_name_another_case_that_one_may_see(house: referrals.House, other: str) -> None:
    reference = house.adult()
    with pytest.raises(Refused, match="no_such_case") as refused:
        closed(house, reference, "duplicate", reference if other == "itself" else other)
    assert refused.value.refusal.field == "duplicate_of"
    assert Case.objects.get().stage != "closed"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_cases_cannot_be_duplicates_of_each_other(house: referrals.House, order: tuple[int, int]) -> None:
    both = sorted([house.adult(), house.adult()])
    one, other = both[order[0]], both[order[1]]
    closed(house, one, "duplicate", other)
    with pytest.raises(Refused, match="other_case_has_ended") as refused:
        closed(house, other, "duplicate", one)
    assert refused.value.refusal.field == "duplicate_of"
    assert Case.objects.get(reference=other).stage == "reasonable_grounds_pending"
    assert check_cases() == []


@pytest.mark.parametrize("stage", ["withdrawn", "closed"])
def test_no_case_ends_in_favour_of_one_that_has_ended(house: referrals.House, stage: str) -> None:
    ended, reference = house.adult(), house.adult()
    if stage == "closed":
        closed(house, ended, "died")
    else:
        said = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(house.at))
        withdraw_case(ended, said, seen=house.case(ended).version, by=house.actor("caseworker"), at=house.at)
    with pytest.raises(Refused, match="other_case_has_ended"):
        closed(house, reference, "duplicate", ended)


def test_a_reason_that_there_is_not_is_refused(house: referrals.House) -> None:
    with pytest.raises(Refused, match="no_closing_reason"):
        closed(house, house.adult(), "tired")


def test_a_child_is_closed_for_turning_18_only_once_they_have(house: referrals.House) -> None:
    today = legal_day(house.at)
    born = today.replace(year=today.year - 18, day=min(today.day, 28))
    older = house.child(date_of_birth=born.isoformat(), age_answer="not_sure")
    with pytest.raises(Refused, match="has_not_turned_18"):
        closed(house, older, "turned_18_without_consent")
    young = house.child(date_of_birth=(born + timedelta(days=40)).isoformat())
    with pytest.raises(Refused, match="has_not_turned_18"):
        closed(house, young, "turned_18_without_consent")
    seen = house.case(young).version
    later = house.at + timedelta(days=40)
    close_case(young, reason="turned_18_without_consent", seen=seen, by=house.actor("caseworker"), at=later)
    assert Case.objects.get(reference=young).ended_because == "turned_18_without_consent"

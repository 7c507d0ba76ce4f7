"""Nobody is written to while they are missing, nor by an old way once they are found or had left the country."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.actions.resending import ways_now
from opennrm.cases.actions.safe_ways import change_safe_way
from opennrm.cases.actions.suspending import resume_case, suspend_case
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.models import Case
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.deliveries import letter_with_deliveries
from opennrm.notifications.models import Letter, Message
from opennrm.notifications.verification import check_letters
from opennrm.referrals.queries import referral_read, safe_ways_of
from opennrm.referrals.verification import check_referrals
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def goes_missing(house: referrals.House, reference: str) -> None:
    suspend_case(
        reference,
        reason="missing",
        evidence_suffices=False,
        review_on=legal_day(house.at) + timedelta(days=14),
        seen=house.case(reference).version,
        by=house.actor("caseworker"),
        at=house.at,
    )


def found(house: referrals.House, reference: str) -> None:
    resume_case(reference, seen=house.case(reference).version, by=house.actor("caseworker"), at=house.at)


def confirmed(house: referrals.House, reference: str) -> None:
    change_safe_way(
        reference,
        audience="person",
        channel="post",
        name="",
        lines=("2 Safer Street", "ZZ88 8ZZ"),
        confirmed=True,
        by=house.actor("caseworker"),
        at=house.at,
    )


def ways(reference: str) -> int:
    return len(safe_ways_of(referral_read(reference).person_id))


def states(reference: str) -> list[tuple[str, str]]:
    rows = Message.objects.filter(letter__case_reference=reference, letter__audience="person").order_by("number")
    return list(rows.values_list("state", "stopped_because"))


def test_what_waits_for_a_missing_person_is_stopped_and_goes_where_it_is_safe_once_they_are_found(
    house: referrals.House,
) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    goes_missing(house, reference)
    assert states(reference) == [("ended", "person_missing")]
    assert ways(reference) == 0
    found(house, reference)
    letter = letter_with_deliveries(Letter.objects.get(case_reference=reference, audience="person").id, reference)
    assert letter is not None
    assert ways_now(Case.objects.get().id, letter) == []
    confirmed(house, reference)
    assert states(reference) == [("ended", "person_missing"), ("waiting", "")]
    assert check_letters() == check_referrals() == check_cases() == []


def test_no_decision_is_served_on_who_was_missing_until_a_way_is_confirmed_again(house: referrals.House) -> None:
    reference = house.adult()
    goes_missing(house, reference)
    found(house, reference)
    with pytest.raises(Refused, match="nobody_to_serve"):
        house.decide(reference, "positive")


def test_no_way_is_confirmed_while_the_person_is_missing(house: referrals.House) -> None:
    reference = house.adult()
    goes_missing(house, reference)
    with pytest.raises(Refused, match="person_missing"):
        confirmed(house, reference)
    assert ways(reference) == 0


@pytest.mark.parametrize(("way", "left"), [("left_the_country", 0), ("written", 1)])
def test_whoever_left_the_country_is_not_written_to_there_even_when_the_case_goes_on(
    house: referrals.House, way: str, left: int
) -> None:
    reference = house.adult()
    said = Withdrawal(way=WayOfWithdrawing(way), said_on=legal_day(house.at), evidence="A ticket.")
    withdraw_case(reference, said, seen=house.case(reference).version, by=house.actor("caseworker"), at=house.at)
    assert ways(reference) == left
    seen = house.case(reference).version
    reopen_case(reference, reason="mistake", seen=seen, by=house.actor("manager"), at=house.at)
    private = Letter.objects.filter(case_reference=reference, audience="person", kind="case_reopened")
    assert private.count() == left
    assert check_letters() == check_referrals() == []

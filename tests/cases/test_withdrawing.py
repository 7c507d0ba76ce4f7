"""An adult leaves: in a way the law knows, confirmed where a first responder recorded it, and never a child."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from opennrm.cases.actions.withdrawing import record_wish_to_withdraw, settle_wish_to_withdraw, withdraw_case
from opennrm.cases.models import Case, Clock, Wish
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import NotYours
from tests.factories import partners, referrals
from tests.factories.sealing import overwrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def spoken(house: referrals.House) -> Withdrawal:
    return Withdrawal(
        way=WayOfWithdrawing.SPOKEN_THROUGH_FIRST_RESPONDER,
        said_on=legal_day(house.at),
        heard_by="Ola Brightwater",
        language="vie",
        interpreter="professional",
        evidence="I do not want this any more.",
    )


def settle(house: referrals.House, reference: str, *, is_confirmed: bool) -> None:
    seen = house.case(reference).version
    settle_wish_to_withdraw(reference, is_confirmed=is_confirmed, seen=seen, by=house.actor("caseworker"), at=house.at)


def test_a_written_withdrawal_ends_the_case_and_stops_its_clocks(house: referrals.House) -> None:
    reference = house.adult()
    said = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(house.at))
    withdraw_case(reference, said, seen=house.case(reference).version, by=house.actor("caseworker"), at=house.at)
    case = Case.objects.get()
    assert (case.stage, case.due_on, case.ended_because) == ("withdrawn", None, "written")
    assert case.ended_on == legal_day(house.at)
    assert Clock.objects.get().ended_because == "withdrawn"
    assert check_cases() == []


def test_a_wish_spoken_to_a_first_responder_waits_and_counts_from_the_day_it_was_said(house: referrals.House) -> None:
    reference = house.adult(house.at - timedelta(days=2))
    Message.objects.all().delete()
    record_wish_to_withdraw(reference, spoken(house), token="t", by=house.actor("officer"), at=house.at)
    assert Case.objects.get().stage == "reasonable_grounds_pending"
    assert {row.recipient_id for row in Message.objects.all()} == {house.caseworker.id, house.second_caseworker.id}
    with pytest.raises(Refused, match="wish_waits_already"):
        record_wish_to_withdraw(reference, spoken(house), token="u", by=house.actor("officer"), at=house.at)
    settle(house, reference, is_confirmed=True)
    case = Case.objects.get()
    assert (case.stage, case.ended_because) == ("withdrawn", "spoken_through_first_responder")
    assert case.ended_on == legal_day(house.at)
    assert check_cases() == []


def test_a_wish_that_is_not_confirmed_leaves_the_case_where_it_stands(house: referrals.House) -> None:
    reference = house.adult()
    record_wish_to_withdraw(reference, spoken(house), token="t", by=house.actor("officer"), at=house.at)
    settle(house, reference, is_confirmed=False)
    assert Case.objects.get().stage == "reasonable_grounds_pending"
    assert Wish.objects.get().state == "not_confirmed"
    with pytest.raises(Refused, match="no_waiting_wish"):
        settle(house, reference, is_confirmed=True)
    record_wish_to_withdraw(reference, spoken(house), token="u", by=house.actor("officer"), at=house.at)


@pytest.mark.parametrize("field", ["heard_by", "language", "interpreter"])
def test_of_a_spoken_wish_it_is_known_who_heard_it_and_how(house: referrals.House, field: str) -> None:
    reference = house.adult()
    nothing: Any = {field: ""}
    said = replace(spoken(house), **nothing)
    with pytest.raises(Refused) as refused:
        record_wish_to_withdraw(reference, said, token="t", by=house.actor("officer"), at=house.at)
    assert refused.value.refusal.field == field
    assert not Wish.objects.exists()


def test_a_child_does_not_withdraw(house: referrals.House) -> None:
    reference = house.child()
    with pytest.raises(Refused, match="children_stay"):
        record_wish_to_withdraw(reference, spoken(house), token="t", by=house.actor("officer"), at=house.at)


def test_only_who_referred_records_a_wish(house: referrals.House) -> None:
    reference = house.adult()
    elsewhere = partners.actor(partners.account("first_responder", in_team=partners.team(partners.organisation())))
    with pytest.raises(NotYours):
        record_wish_to_withdraw(reference, spoken(house), token="t", by=elsewhere, at=house.at)
    with pytest.raises(Refused, match="not_your_role"):
        record_wish_to_withdraw(reference, spoken(house), token="t", by=house.actor("caseworker"), at=house.at)


def test_what_was_said_stands_in_no_event_and_in_no_column_in_clear(house: referrals.House) -> None:
    from django.db import connection

    reference = house.adult()
    record_wish_to_withdraw(reference, spoken(house), token="t", by=house.actor("officer"), at=house.at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(body, '') FROM audit_event")
        history = cursor.fetchone()[0]
        cursor.execute("SELECT cases_wish::text FROM cases_wish")
        row = cursor.fetchone()[0]
    for words in ("Ola Brightwater", "any more"):
        assert words not in history
        assert words not in row


def test_verify_finds_a_wish_that_was_changed_behind_its_hash(house: referrals.House) -> None:
    reference = house.adult()
    record_wish_to_withdraw(reference, spoken(house), token="t", by=house.actor("officer"), at=house.at)
    assert check_cases() == []
    overwrite(Wish.objects.all(), heard_by="Somebody else")
    assert len(check_cases()) == 1


def test_a_wish_that_a_later_one_replaces_is_settled_in_the_history_as_well(house: referrals.House) -> None:
    reference = house.adult()
    record_wish_to_withdraw(reference, spoken(house), token="t", by=house.actor("officer"), at=house.at)
    said = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(house.at))
    withdraw_case(reference, said, seen=house.case(reference).version, by=house.actor("caseworker"), at=house.at)
    assert sorted(Wish.objects.values_list("way", "state")) == [
        ("spoken_through_first_responder", "not_confirmed"),
        ("written", "confirmed"),
    ]
    assert check_cases() == []


@pytest.mark.parametrize("state", ["confirmed", "not_confirmed", "waits"])
def test_the_state_of_a_wish_cannot_be_changed_behind_the_history(house: referrals.House, state: str) -> None:
    reference = house.adult()
    record_wish_to_withdraw(reference, spoken(house), token="t", by=house.actor("officer"), at=house.at)
    if state == "waits":
        settle(house, reference, is_confirmed=True)
    assert check_cases() == []
    Wish.objects.update(state=state)
    assert ["of what the person wished" in each.what for each in check_cases()] == [True]

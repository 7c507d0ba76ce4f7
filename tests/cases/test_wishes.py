"""Reading a recorded wish: the one that waits, and the one that was recorded last."""

from __future__ import annotations

import pytest

from opennrm.cases.actions.withdrawing import record_wish_to_withdraw, settle_wish_to_withdraw
from opennrm.cases.wishes import latest_wish, waiting_wish
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_a_wish_waits_until_it_is_settled_and_is_still_the_last() -> None:
    house = referrals.house()
    reference = house.adult()
    case = house.case(reference)
    assert (waiting_wish(case.id), latest_wish(reference)) == (None, None)
    said = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(house.at), evidence="She wrote it down.")
    record_wish_to_withdraw(reference, said, token="t", by=house.actor("officer"), at=house.at)
    waits = waiting_wish(case.id)
    assert waits is not None
    assert (waits.way, waits.evidence, waits.recorded_by) == ("written", "She wrote it down.", "Ola Brightwater")
    settle_wish_to_withdraw(
        reference, is_confirmed=False, seen=case.version + 1, by=house.actor("caseworker"), at=house.at
    )
    last = latest_wish(reference)
    assert waiting_wish(case.id) is None
    assert last is not None
    assert last.state == "not_confirmed"

"""Where referrals stand: suspended, withdrawn, closed for a reason and undecided are never one figure (HANS10A)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.actions.suspending import resume_case, suspend_case
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.statistics.actions import catch_up, start_again
from opennrm.statistics.queries import where_referrals_stand
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def standing() -> dict[str, int]:
    catch_up()
    return {str(row[1]): int(row[2]) for row in where_referrals_stand().rows}


def test_each_way_out_before_a_decision_is_a_figure_of_its_own() -> None:
    house = referrals.house()
    today = legal_day(house.at)

    def told(reference: str, who: str = "caseworker") -> dict[str, Any]:
        return {"seen": house.case(reference).version, "by": house.actor(who), "at": house.at}

    suspended, withdrawn, closed, decided, _waits = (house.adult() for _ in range(5))
    review = {"reason": "missing", "evidence_suffices": False, "review_on": today + timedelta(days=7)}
    suspend_case(suspended, **review, **told(suspended))  # type: ignore[arg-type]
    withdraw_case(withdrawn, Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=today), **told(withdrawn))
    close_case(closed, reason="died", **told(closed))
    house.decide(decided, "positive")
    suspend_case(decided, **review, **told(decided))  # type: ignore[arg-type]
    apart = {"closed_died": 1, "no_decision_recorded": 1, "positive": 1, "suspended": 1, "withdrawn": 1}
    assert standing() == apart
    resume_case(suspended, **told(suspended))
    reopen_case(closed, reason="mistake", **told(closed, "manager"))
    again = {"no_decision_recorded": 3, "positive": 1, "withdrawn": 1}
    assert standing() == again
    start_again()
    assert standing() == again

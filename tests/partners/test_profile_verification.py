"""Whoever changes the rules behind the administrators' backs, in the database, is found by `verify`."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.cases.actions.changing_profile import propose_profile
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.models import ProfileChange
from opennrm.partners.profile_verification import check_profile_changes
from tests.factories import cases, referrals
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


def test_a_change_that_no_history_tells_of_is_found_and_one_that_was_altered() -> None:
    house = referrals.house()
    home = cases.authority_team().organisation
    by = made.actor(made.account("administrator", of=home, name="Ada Keep"))
    other = made.account("administrator", of=home, name="Abe Mill")
    day = legal_day(house.at) + timedelta(days=9)
    change_id = propose_profile("central_2009", day, reason="An agreement.", by=by, at=house.at)
    assert check_profile_changes() == []
    waiting = ProfileChange.objects.filter(id=change_id)
    waiting.update(from_day=day + timedelta(days=1))
    assert [found.what for found in check_profile_changes()] == [
        f"the change {change_id} is not what the history tells"
    ]
    waiting.update(from_day=day, settled_at=house.at, settled_by=other, confirmed=True)
    assert len(check_profile_changes()) == 1, "confirmed by a row alone"
    waiting.delete()
    assert "is gone" in check_profile_changes()[0].what

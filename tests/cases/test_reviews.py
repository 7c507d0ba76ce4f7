"""The list of suspensions to look at: those of one's own teams whose day has come, and no others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.cases.actions.suspending import suspend_case
from opennrm.cases.reviews import reviews_due
from opennrm.mechanism.calendar import legal_day
from tests.factories import cases as made
from tests.factories import partners, referrals


@pytest.mark.django_db
def test_a_suspension_is_listed_from_its_day_of_review_on_for_its_team() -> None:
    house = referrals.house()
    reference, _other = house.adult(), house.adult()
    by, day = house.actor("caseworker"), legal_day(house.at)
    told = {"reason": "missing", "evidence_suffices": False, "review_on": day + timedelta(days=3)}
    suspend_case(reference, seen=house.case(reference).version, by=by, at=house.at, **told)  # type: ignore[arg-type]
    assert reviews_due(by, house.at) == []
    later = house.at + timedelta(days=3)
    assert [row.reference for row in reviews_due(by, later)] == [reference]
    assert reviews_due(made.officer("caseworker", in_team=made.authority_team("Z")), later) == []
    said = partners.client_for(house.caseworker).get("/cases/for-review/").content.decode()
    assert "No suspension is to be looked at today." in said

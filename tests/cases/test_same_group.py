"""Who decides about two sisters sees that they belong together; of a case that is not theirs they are told nothing."""

from __future__ import annotations

import pytest

from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.same_group import cases_of_group
from opennrm.referrals.models import Referral
from tests.factories import referrals
from tests.walls.made import seen_by

pytestmark = pytest.mark.django_db


def test_the_other_is_named_to_those_who_may_see_it() -> None:
    house = referrals.house()
    one, other, stranger = house.adult(), house.adult(), house.adult()
    first = Referral.objects.get(reference=one)
    Referral.objects.filter(reference=other).update(same_group=first.draft_id)

    def told(reference: str, who: str) -> list[str]:
        actor = house.actor(who)
        with seen_by(actor):
            return cases_of_group(reference, actor, house.at).alone()

    assert told(one, "caseworker") == [other]
    assert told(other, "second_caseworker") == [one]
    assert told(stranger, "caseworker") == []
    restrict_case(
        other,
        because="famous_person",
        people=[house.manager.id, house.caseworker.id],
        seen=house.case(other, "manager").version,
        by=house.actor("manager"),
        at=house.at,
    )
    assert told(one, "caseworker") == [other]
    assert told(one, "second_caseworker") == []

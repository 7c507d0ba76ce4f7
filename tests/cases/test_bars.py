"""A deadline rebuilt from its clock is the deadline that the clock was made from."""

from __future__ import annotations

import pytest

from opennrm.cases.actions.bars import newest_clock, override_of, recovery_of
from opennrm.cases.models import BarOverride, Case
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.deadlines import deadline_for
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation
from opennrm.referrals.rules import rules_for
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_recovery_is_read_back_as_it_was_counted() -> None:
    house = referrals.house()
    reference = house.adult()
    house.decide(reference, "positive")
    case = Case.objects.get(reference=reference)
    version = rules_for(case.profile, case.received_on, house.at)
    made = deadline_for(version, Rule.RECOVERY_PERIOD, legal_day(house.at), Nation(case.nation))
    assert recovery_of(case, version) == made


def test_where_no_recovery_began_nothing_follows_it() -> None:
    house = referrals.house()
    case = Case.objects.get(reference=house.adult())
    with pytest.raises(Refused, match="no_recovery"):
        recovery_of(case, rules_for(case.profile, case.received_on, house.at))


def test_leave_holds_for_the_bar_it_was_given_for_and_no_other() -> None:
    house = referrals.house()
    reference = house.adult()
    house.decide(reference, "positive")
    case = Case.objects.get(reference=reference)
    clock = newest_clock(case, Rule.RECOVERY_PERIOD)
    assert clock is not None
    assert clock.due_on is not None
    BarOverride.objects.create(
        case=case,
        rule=clock.rule,
        due_on=clock.due_on,
        reason="person_asked",
        words="They asked.",
        text_hash="0" * 64,
        overridden_at=house.at,
        overridden_by=house.manager,
    )
    given = override_of(case, Rule.RECOVERY_PERIOD)
    assert given is not None
    assert (given.by, given.reason) == (str(house.manager.id), "person_asked")
    clock.due_on = clock.due_on.replace(year=clock.due_on.year + 1)
    clock.save()
    assert override_of(case, Rule.RECOVERY_PERIOD) is None

"""Past cases are read as they can be replayed: what routes them, what was decided and when, and nothing of a person."""

from __future__ import annotations

import pytest

from opennrm.cases.past_cases import past_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.vocabulary import Outcome, ReferralKind
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_open_and_decided_cases_are_read_from_their_history() -> None:
    house = referrals.house()
    child, adult = house.child(), house.adult(nationality="vietnamese")
    house.decide(adult, "positive")
    read = {case.reference: case for case in past_cases()}
    assert set(read) == {child, adult}
    assert (read[child].file.kind, read[child].file.first, read[child].file.born_on) == (ReferralKind.CHILD, None, None)
    assert (read[adult].file.first, read[adult].file.second) == (Outcome.POSITIVE, None)
    assert read[adult].file.first_on == read[adult].file.received_on == legal_day(house.at)
    assert read[adult].version.profile == "borders_act_2023"
    assert [case.reference for case in past_cases(1)] == [adult], "the one that was referred last"

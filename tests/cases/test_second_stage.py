"""What was recorded between the decisions is read back in the order in which it was."""

from __future__ import annotations

import pytest

from opennrm.cases.second_stage import second_stage_of
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_consultations_are_read_in_order() -> None:
    house = referrals.house()
    reference = house.adult()
    house.consult(reference, "police", "first_responder")
    read = second_stage_of(house.case(reference).id).consultations
    assert [each.with_whom for each in read] == ["police", "first_responder"]
    assert {each.recorded_by for each in read} == {"Imran Hollis"}

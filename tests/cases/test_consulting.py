"""With whom a case was discussed is recorded with what they said; a mistake names its field."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.cases.actions.consulting import record_consultation
from opennrm.cases.second_stage import second_stage_of
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"with_whom": "the press"}, "with_whom"),
        ({"with_whom": "local_authority"}, "with_whom"),
        ({"said": " "}, "said"),
        ({"said": "x" * 15_001}, "said"),
        ({"days": 1}, "on-day"),
        ({"days": None}, "on-day"),
    ],
)
def test_what_is_wrong_is_named(given: dict[str, object], field: str) -> None:
    house = referrals.house()
    reference = house.adult()
    with pytest.raises(Refused) as refused:
        _record(house, reference, **given)
    assert refused.value.refusal.field == field


def test_somebody_who_has_no_part_in_the_case_says_nothing() -> None:
    house = referrals.house()
    reference = house.adult()
    _record(house, reference, took_part=False, said="", days=None)
    (recorded,) = second_stage_of(house.case(reference).id).consultations
    assert (recorded.with_whom, recorded.took_part, recorded.said) == ("police", False, None)
    assert check_cases() == []


def _record(house: referrals.House, reference: str, **given: object) -> None:
    wanted = {"with_whom": "police", "took_part": True, "said": "They found nothing.", "days": 0} | given
    days = wanted.pop("days")
    on = None if days is None else legal_day(house.at) + timedelta(days=int(str(days)))
    record_consultation(reference, **wanted, on=on, by=house.actor("caseworker"), at=house.at)  # type: ignore[arg-type]

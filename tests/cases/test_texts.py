"""A recorded text that was changed behind its hash is found."""

from __future__ import annotations

import pytest

from opennrm.cases.models import Consultation
from opennrm.cases.verification import check_cases
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_a_changed_text_is_found_and_a_removed_one_too() -> None:
    house = referrals.house()
    house.consult(house.adult(), "police")
    assert check_cases() == []
    row = Consultation.objects.get()
    row.said = "Something else."
    row.save()
    assert [each.what for each in check_cases()] == [
        "a text that ConsultationRecorded tells of was changed behind its hash"
    ]
    row.delete()
    assert "of the texts recorded between the decisions" in check_cases()[0].what

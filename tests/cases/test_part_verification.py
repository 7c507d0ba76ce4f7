"""A part that lies for somebody else than the history says, or that was let go of in silence, is found."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.cases.models import Part
from opennrm.cases.part_verification import check_parts
from opennrm.cases.verification import check_cases
from tests.factories import parts as there

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference() -> str:
    there.support()
    return there.adult(police_contact_agreed="no")


@pytest.mark.parametrize("changed", [{"state": "received"}, {"state": "ended"}, {"organisation_id": None}])
def test_a_part_that_was_moved_beside_the_history_is_found(reference: str, changed: dict[str, Any]) -> None:
    assert check_parts() == []
    Part.objects.filter(case_reference=reference).update(**changed)
    assert [found.reference for found in check_parts()] == [reference]


def test_one_that_is_gone_is_found(reference: str) -> None:
    Part.objects.filter(case_reference=reference).delete()
    assert [found.reference for found in check_parts()] == [reference]


def test_one_that_says_something_else_is_found(reference: str) -> None:
    part = Part.objects.get(case_reference=reference)
    part.content = [*part.content, {"key": "treatment", "label": "How?", "lines": ["Beaten"], "hidden": ""}]
    part.save()
    assert check_parts() == []
    assert [found.reference for found in check_cases()] == [reference]

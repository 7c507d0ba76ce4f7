"""A case that was held is let go on, once, by somebody who may."""

from __future__ import annotations

import pytest

from opennrm.cases.actions.triaging import accept_case
from opennrm.cases.models import Case
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_case_at_triage_goes_on_with_the_clock_it_had() -> None:
    reference = made.referred(referred_before="yes", earlier_reference="an older one", at=made.days_ago(3))
    by = made.officer("caseworker")
    before = Case.objects.get()
    for _ in range(2):
        accept_case(reference, seen=before.version, by=by, at=made.days_ago(0))
    after = Case.objects.get()
    assert (before.stage, after.stage) == ("triage", "reasonable_grounds_pending")
    assert (after.due_on, after.version) == (before.due_on, before.version + 1)
    assert check_cases() == []
    with pytest.raises(Refused, match="not_at_this_stage"):
        accept_case(reference, seen=after.version, by=by, at=made.days_ago(0))

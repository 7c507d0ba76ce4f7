"""Checking either decision: the one that waits is found by its case, not by its kind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.mechanism.refusal import Refused
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_a_second_decision_is_returned_with_a_remark_and_says_which_it_was() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    then = house.recovered(reference)
    then.consult(reference)
    then.conclude(reference, "negative")
    then.check(reference, agreed=False, remark="Ask the bank.")
    assert then.case(reference).stage == "conclusive_grounds_pending"
    (returned,) = [event for event in events_of_case(reference) if event.kind == "DecisionReturned"]
    assert returned.facts["decision"] == "conclusive_grounds"


@pytest.mark.proves("2.3.5")
def test_nobody_checks_their_own_second_decision() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    then = house.recovered(reference)
    then.consult(reference)
    then.conclude(reference, "negative")
    with pytest.raises(Refused, match="not_your_role"):
        then.check(reference, who="caseworker")

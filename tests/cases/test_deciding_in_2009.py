"""The rules of deciding hold under the first profile too, where a second officer checks the positives as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.cases.models import Case, Clock, Decision
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Letter
from tests.cases import test_deciding as now
from tests.factories import referrals

pytestmark = pytest.mark.django_db

HOLDS_THEN_TOO = (
    now.test_a_negative_decision_waits_for_its_second_officer,
    now.test_a_negative_decision_needs_reasons,
    now.test_nobody_checks_their_own_decision,
    now.test_an_edit_makes_the_countersignature_void,
    now.test_what_is_countersigned_is_the_text_that_was_read,
    now.test_whoever_decides_second_is_told_what_changed,
    now.test_a_colleague_does_not_replace_what_is_being_checked,
    now.test_a_case_of_another_team_does_not_exist,
    now.test_a_first_responder_cannot_decide,
    now.test_the_case_counts_every_change,
)


@pytest.fixture
def house(settings: Any) -> referrals.House:
    settings.PROFILES_ADOPTED = [("central_2009", "2020-01-01")]
    return referrals.house(authority_slug="uk-visas-and-immigration")


@pytest.mark.parametrize("rule", HOLDS_THEN_TOO, ids=lambda rule: rule.__name__)
def test_what_holds_of_deciding_held_then(rule: Callable[[referrals.House], None], house: referrals.House) -> None:
    rule(house)
    assert set(Case.objects.values_list("profile", flat=True)) == {"central_2009"}


def test_a_positive_decision_waits_for_its_second_officer_too(house: referrals.House) -> None:
    reference = house.adult()
    assert house.decide(reference, "positive") == "reasonable_grounds_to_check"
    with pytest.raises(Refused, match="no_second_officer"):
        house.serve(reference)
    assert not Letter.objects.exists()
    house.check(reference)
    house.serve(reference)
    assert house.case(reference).stage == "recovery"
    assert {letter.profile for letter in Letter.objects.all()} == {"central_2009"}
    assert check_cases() == []


def test_its_recovery_lasts_forty_five_days(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    house.check(reference)
    house.serve(reference)
    recovery = Clock.objects.get(case__reference=reference, rule="recovery_period")
    assert recovery.kind == "bar"
    assert recovery.due_on is not None
    assert (recovery.due_on - recovery.starts_on).days == 45
    assert "(central_2009, 2015-07-31)" in recovery.explanation


def test_the_decision_and_its_event_say_profile_and_version(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    decision = Decision.objects.get()
    assert (decision.profile, decision.profile_version) == ("central_2009", "2015-07-31")
    assert decision.standard == "suspect_but_cannot_prove"
    facts = next(e.facts for e in events_of_case(reference) if e.kind == "ReasonableGroundsPutForward")
    assert facts["profile_version"] == "2015-07-31"


def test_a_child_goes_by_nationality_as_an_adult_does(house: referrals.House) -> None:
    reference = house.child(nationality="albanian")
    assert house.case(reference).authority == "uk_visas_and_immigration"
    with pytest.raises(Refused, match="no_receiving_team"):
        house.child(nationality="polish")

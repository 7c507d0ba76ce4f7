"""The second decision through real actions: barred by recovery, consulted on, checked and served once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.cases.actions.grounds import GROUNDS
from opennrm.cases.models import Clock
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.stages import Move
from opennrm.mechanism.vocabulary import DecisionKind
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=60))


def test_every_doing_of_a_decision_is_a_move_of_the_table() -> None:
    doings = ("put_forward", "take_back", "return", "countersign", "change", "serve_positive", "serve_negative")
    doings += ("send_for_review", "accept_in_review", "send_back_in_review")
    doings += ("put_before_panel", "decide_by_panel", "take_from_panel")
    named = {GROUNDS[kind].move(doing) for kind in DecisionKind for doing in doings}
    assert named == {move for move in Move if move.value.endswith("_grounds")}


def test_a_positive_second_decision_is_served_once_recovery_has_ended(house: referrals.House) -> None:
    reference = house.adult()
    then = house.recovered(reference)
    assert then.conclude(reference, "positive") == "conclusive_grounds_positive"
    case = then.case(reference)
    assert (case.reasonable_grounds, case.conclusive_grounds) == ("positive", "positive")
    assert Clock.objects.get(rule="conclusive_grounds_decision").ended_because == "met"
    assert EventRow.objects.filter(kind="ConclusiveGroundsDecided").count() == 1
    assert check_cases() == []


def test_the_second_decision_is_not_made_while_recovery_runs(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    with pytest.raises(Refused, match="bar_crossed"):
        house.later(29).conclude(reference, "positive")
    with pytest.raises(Refused, match="not_at_this_stage"):
        house.later(30).conclude(reference, "positive")


def test_a_negative_second_decision_is_discussed_first_and_then_checked(house: referrals.House) -> None:
    reference = house.adult()
    then = house.recovered(reference)
    then.consult(reference, "first_responder", "police")
    with pytest.raises(Refused, match="not_consulted") as refused:
        then.conclude(reference, "negative")
    assert "support provider" in refused.value.refusal.because
    then.consult(reference, "support_provider")
    assert then.conclude(reference, "negative") == "conclusive_grounds_to_check"
    then.check(reference)
    then.serve(reference)
    assert then.case(reference).stage == "conclusive_grounds_negative"
    assert Clock.objects.filter(rule="reconsideration_request", ended_at__isnull=True).count() == 1
    assert check_cases() == []


def test_for_a_child_the_local_authority_is_asked_as_well(house: referrals.House) -> None:
    reference = house.child()
    then = house.recovered(reference)
    then.consult(reference)
    with pytest.raises(Refused, match="not_consulted") as refused:
        then.conclude(reference, "negative")
    assert "the local authority," in refused.value.refusal.because
    then.consult(reference, "local_authority")
    assert then.conclude(reference, "negative") == "conclusive_grounds_to_check"


def test_a_change_of_the_second_decision_voids_its_countersignature_and_no_other(house: referrals.House) -> None:
    reference = house.adult()
    then = house.recovered(reference)
    then.consult(reference)
    then.conclude(reference, "negative")
    then.check(reference)
    then.conclude(reference, "negative", "Other words.")
    with pytest.raises(Refused, match="no_second_officer"):
        then.serve(reference)
    assert check_cases() == []


def test_the_first_decision_is_not_made_again_in_the_second_stage(house: referrals.House) -> None:
    reference = house.adult()
    then = house.recovered(reference)
    with pytest.raises(Refused, match="already_decided"):
        then.decide(reference, "negative")

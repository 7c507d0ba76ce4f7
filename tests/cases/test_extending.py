"""Recovery is lengthened for a reason; its bar is crossed only with a manager's recorded leave."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.extending import extend_recovery, override_bar
from opennrm.cases.actions.recovering import end_recoveries_that_are_over, end_recovery
from opennrm.cases.models import Clock
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from tests.factories import referrals

pytestmark = pytest.mark.django_db
Days = int


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=60))


def _extended(house: referrals.House, reference: str, days: int | None = 14) -> None:
    seen = house.case(reference).version
    extend_recovery(
        reference,
        by_days=days,
        reason="serious_health",
        words="In hospital until next month.",
        seen=seen,
        by=house.actor("caseworker"),
        at=house.at,
    )


def _leave(house: referrals.House, reference: str, rule: str = "recovery_period", who: str = "manager") -> None:
    reason = "person_asked" if rule == "recovery_period" else "exceptional_circumstances"
    override_bar(reference, rule=rule, reason=reason, words="They asked.", by=house.actor(who), at=house.at)


def test_an_extension_moves_the_clock_for_a_recorded_cause_and_the_bar_with_it(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    _extended(house.later(10), reference)
    before, after = Clock.objects.filter(rule="recovery_period").order_by("id")
    assert (before.ended_because, after.ended_because) == ("extension", "")
    assert (after.due_on - after.starts_on).days == 44
    assert "because of this recorded cause: extension" in after.explanation
    assert end_recoveries_that_are_over(at=house.later(43).at) == 0
    assert end_recoveries_that_are_over(at=house.later(44).at) == 1
    assert check_cases() == []


def test_extensions_add_up(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    _extended(house.later(1), reference, 10)
    _extended(house.later(2), reference, 5)
    running = Clock.objects.get(rule="recovery_period", ended_at__isnull=True)
    assert (running.due_on - running.starts_on).days == 45
    assert [e.facts["by_days"] for e in events_of_case(reference) if e.kind == "RecoveryExtended"] == [10, 5]
    assert check_cases() == []


def test_what_does_not_run_cannot_be_extended(house: referrals.House) -> None:
    reference = house.adult()
    with pytest.raises(Refused, match="no_recovery_runs"):
        _extended(house, reference)
    then = house.recovered(reference)
    with pytest.raises(Refused, match="no_recovery_runs"):
        _extended(then, reference)


def test_without_days_the_field_is_named(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    with pytest.raises(Refused) as refused:
        _extended(house, reference, None)
    assert refused.value.refusal.field == "days"


def test_with_a_managers_leave_the_second_decision_comes_early_and_the_history_says_so(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    early = house.later(12)
    _leave(early, reference)
    end_recovery(reference, seen=1, by=early.actor("caseworker"), at=early.at)
    assert early.conclude(reference, "positive") == "conclusive_grounds_positive"
    assert "BarOverridden" in {event.kind for event in events_of_case(reference)}
    assert check_cases() == []


def test_leave_ends_where_the_bar_moves(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    early = house.later(12)
    _leave(early, reference)
    _extended(early, reference)
    with pytest.raises(Refused, match="bar_crossed"):
        end_recovery(reference, seen=early.case(reference).version, by=early.actor("caseworker"), at=early.at)


def test_a_caseworker_gives_no_leave_and_nobody_gives_it_without_need(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    with pytest.raises(Refused, match="not_your_role"):
        _leave(house, reference, who="caseworker")
    with pytest.raises(Refused, match="nothing_to_override"):
        _leave(house.later(31), reference)
    with pytest.raises(Refused, match="no_bar"):
        _leave(house, reference, rule="reconsideration_request")


def test_a_history_in_which_the_bar_was_crossed_without_leave_is_found(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    early = house.later(12)
    Clock.objects.filter(rule="recovery_period").update(due_on=early.at.date())
    end_recovery(reference, seen=1, by=early.actor("caseworker"), at=early.at)
    assert "its history cannot have happened" in check_cases()[0].what

"""A negative is looked at again: asked for in time, made afresh, or left to stand; the history agrees throughout."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from opennrm.cases.actions.extending import override_bar
from opennrm.cases.actions.reconsidering import (
    accept_reconsideration,
    refuse_reconsideration,
    request_reconsideration,
)
from opennrm.cases.models import Check, Clock, Decision
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.kinds import LetterKind
from opennrm.notifications.models import Letter
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=100))


def _refused_at_first(house: referrals.House) -> str:
    reference = house.adult()
    house.decide(reference, "negative")
    house.check(reference)
    house.serve(reference)
    return reference


def _served_negative(house: referrals.House, received: datetime, served: datetime) -> str:
    reference = house.adult(received)
    then = house.on(served)
    then.decide(reference, "negative")
    then.check(reference)
    then.serve(reference)
    return reference


def _asks(house: referrals.House, reference: str, **changed: Any) -> None:
    wanted = {
        "requester": "first_responder",
        "grounds": ["additional_evidence"],
        "words": "A neighbour has spoken.",
        "on": legal_day(house.at),
        "facing_removal": False,
    } | changed
    seen = house.case(reference).version
    request_reconsideration(reference, **wanted, seen=seen, by=house.actor("caseworker"), at=house.at)


def _accepts(house: referrals.House, reference: str) -> None:
    seen = house.case(reference).version
    accept_reconsideration(reference, answer="", seen=seen, by=house.actor("caseworker"), at=house.at)


def test_a_first_negative_is_made_afresh_and_leads_to_recovery(house: referrals.House) -> None:
    reference = _refused_at_first(house)
    later = house.later(20)
    _asks(later, reference)
    assert later.case(reference).stage == "reasonable_grounds_reconsideration"
    assert check_cases() == []
    _accepts(later, reference)
    case = later.case(reference)
    assert (case.stage, case.reasonable_grounds, case.reasonable_grounds_on) == ("reasonable_grounds_pending", "", None)
    assert Decision.objects.get().state == "reconsidered"
    running = set(Clock.objects.filter(ended_at__isnull=True).values_list("rule", flat=True))
    assert running == {"reasonable_grounds_decision"}
    assert check_cases() == []
    assert later.decide(reference, "positive") == "recovery"
    assert check_cases() == []


def test_a_second_negative_is_made_afresh_without_another_recovery(house: referrals.House) -> None:
    reference = house.adult()
    then = house.recovered(reference)
    then.consult(reference)
    then.conclude(reference, "negative")
    then.check(reference)
    then.serve(reference)
    _asks(then, reference, grounds=["not_in_line_with_guidance"])
    _accepts(then, reference)
    case = then.case(reference)
    assert (case.stage, case.reasonable_grounds, case.conclusive_grounds) == (
        "conclusive_grounds_pending",
        "positive",
        "",
    )
    assert then.conclude(reference, "positive") == "conclusive_grounds_positive"
    assert check_cases() == []


def test_a_refused_request_leaves_the_decision_standing(house: referrals.House) -> None:
    reference = _refused_at_first(house)
    _asks(house, reference)
    by, seen = house.actor("caseworker"), house.case(reference).version
    with pytest.raises(Refused, match="no_reason"):
        refuse_reconsideration(reference, reason="", answer="No.", seen=seen, by=by, at=house.at)
    refuse_reconsideration(
        reference, reason="nothing_new", answer="All of it was known.", seen=seen, by=by, at=house.at
    )
    case = house.case(reference)
    assert (case.stage, case.reasonable_grounds) == ("reasonable_grounds_negative", "negative")
    assert Decision.objects.get().state == "served"
    assert check_cases() == []


def test_the_time_to_ask_is_that_of_the_day_of_service_in_the_clock_and_in_the_letter(house: referrals.House) -> None:
    reference = _served_negative(house, datetime(2023, 12, 1, 12, tzinfo=UTC), datetime(2024, 3, 1, 12, tzinfo=UTC))
    clock = Clock.objects.get(rule="reconsideration_request", case__reference=reference)
    assert (clock.kind, clock.due_on) == ("bar", date(2024, 3, 31))
    papers = Letter.objects.get(case_reference=reference, kind=LetterKind.REASONABLE_GROUNDS_NEGATIVE).content
    assert (papers["reconsideration_ends_on"], papers["reconsideration_days"]) == ("2024-03-31", 30)
    late = house.on(datetime(2024, 4, 1, 12, tzinfo=UTC))
    with pytest.raises(Refused, match="bar_crossed"):
        _asks(late, reference)
    assert check_cases() == []


def test_before_that_change_there_was_no_time_limit(house: referrals.House) -> None:
    reference = _served_negative(house, datetime(2023, 12, 1, 12, tzinfo=UTC), datetime(2024, 1, 31, 12, tzinfo=UTC))
    assert Clock.objects.get(rule="reconsideration_request", case__reference=reference).kind == "none"
    _asks(house.on(datetime(2024, 6, 1, 12, tzinfo=UTC)), reference)


@pytest.mark.parametrize(("served", "refused"), [(date(2025, 9, 16), False), (date(2026, 3, 1), True)])
def test_whether_removal_ends_the_right_follows_the_day_of_service(
    house: referrals.House, served: date, refused: bool
) -> None:
    noon = datetime.combine(served, time(12), UTC)
    reference = _served_negative(house, datetime(2025, 9, 1, 12, tzinfo=UTC), noon)
    then = house.on(noon + timedelta(days=2))
    if refused:
        with pytest.raises(Refused, match="removal_exception"):
            _asks(then, reference, facing_removal=True)
    _asks(then, reference, facing_removal=not refused)
    assert check_cases() == []


def test_after_the_window_only_a_managers_leave_lets_somebody_ask(house: referrals.House) -> None:
    reference = _refused_at_first(house)
    late = house.later(31)
    with pytest.raises(Refused, match="bar_crossed"):
        _asks(late, reference)
    override_bar(
        reference,
        rule="reconsideration_request",
        reason="exceptional_circumstances",
        words="In hospital for all thirty days.",
        by=late.actor("manager"),
        at=late.at,
    )
    _asks(late, reference)
    assert check_cases() == []


@pytest.mark.parametrize("part", ["written_by", "checked_by"])
def test_whoever_had_a_part_in_the_negative_does_not_say_whether_they_may_ask_late(
    house: referrals.House, part: str
) -> None:
    reference = _refused_at_first(house)
    late, manager = house.later(31), house.manager
    if part == "written_by":
        Decision.objects.update(written_by=manager)
    else:
        Check.objects.update(checked_by=manager)
    why = {"reason": "exceptional_circumstances", "words": "In hospital for all thirty days."}
    with pytest.raises(Refused, match="own_decision"):
        override_bar(reference, rule="reconsideration_request", **why, by=late.actor("manager"), at=late.at)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"requester": "journalist"}, "not_entitled_to_ask"),
        ({"grounds": []}, "no_grounds"),
        ({"words": " "}, "no_words"),
        ({"on": None}, "no_day"),
        ({"facing_removal": True}, "removal_exception"),
    ],
)
def test_what_keeps_a_request_from_being_taken_is_said(
    house: referrals.House, changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        _asks(house, _refused_at_first(house), **changed)


def test_nobody_asks_about_what_was_not_served(house: referrals.House) -> None:
    with pytest.raises(Refused, match="not_at_this_stage"):
        _asks(house, house.adult())


def test_only_who_has_a_part_in_the_case_can_ask(house: referrals.House) -> None:
    reference = _refused_at_first(house)
    with pytest.raises(Refused, match="requester_has_no_part") as refused:
        _asks(house, reference, requester="support_provider")
    assert refused.value.refusal.field == "requester"
    assert house.case(reference).stage == "reasonable_grounds_negative"


def test_a_decision_made_afresh_needs_consultations_of_its_own(house: referrals.House) -> None:
    reference = house.adult()
    then = house.recovered(reference)
    then.consult(reference)
    then.conclude(reference, "negative")
    then.check(reference)
    then.serve(reference)
    later = then.later(2)
    _asks(later, reference)
    _accepts(later, reference)
    with pytest.raises(Refused, match="not_consulted"):
        later.conclude(reference, "negative")
    later.consult(reference)
    assert later.conclude(reference, "negative") == "conclusive_grounds_to_check"

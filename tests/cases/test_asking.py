"""Agencies are asked beside the case, in any number; who referred is asked, and the case waits for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.cases.actions.answering import record_answer
from opennrm.cases.actions.asking import ask_agency, ask_responder
from opennrm.cases.actions.suspending import resume_case, suspend_case
from opennrm.cases.models import Clock, InformationRequest
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=60))


def asked(house: referrals.House, reference: str, press: str = "one", **changed: Any) -> UUID:
    """A hospital asked, with two weeks to answer and a chaser every week."""
    wanted = {
        "agency": "Harbour Hospital",
        "agency_kind": "health",
        "topics": ["health"],
        "words": "What was treated?",
        "due_on": legal_day(house.at) + timedelta(days=14),
        "chase_every": 7,
    } | changed
    return ask_agency(reference, **wanted, token=press, by=house.actor("caseworker"), at=house.at)  # type: ignore[arg-type]


def returned(house: referrals.House, reference: str) -> InformationRequest:
    """The case returned to who referred, with a question."""
    ask_responder(
        reference,
        topics=["places"],
        words="Which farm was it?",
        due_on=legal_day(house.at) + timedelta(days=3),
        chase_every=2,
        seen=house.case(reference).version,
        by=house.actor("caseworker"),
        at=house.at,
    )
    return InformationRequest.objects.get(case__reference=reference, case_waits=True, answer="")


def test_any_number_of_agencies_is_asked_and_no_clock_moves(house: referrals.House) -> None:
    reference = house.adult()
    clocks = list(Clock.objects.values_list("rule", "due_on", "ended_at"))
    asked(house, reference, "one")
    asked(house, reference, "two", agency="Harbour Council", agency_kind="local_authority")
    assert InformationRequest.objects.count() == 2
    assert list(Clock.objects.values_list("rule", "due_on", "ended_at")) == clocks
    assert house.case(reference).stage == "reasonable_grounds_pending"
    assert check_cases() == []


def test_asking_twice_asks_once_and_gives_the_same(house: referrals.House) -> None:
    reference = house.adult()
    assert asked(house, reference) == asked(house, reference)
    assert InformationRequest.objects.count() == 1


def test_a_name_that_is_too_long_is_refused_on_its_field(house: referrals.House) -> None:
    with pytest.raises(Refused) as refused:
        asked(house, house.adult(), agency="x" * 201)
    assert refused.value.refusal.field == "agency"


def test_a_case_that_has_ended_asks_nothing_more(house: referrals.House) -> None:
    reference = house.adult()
    then = house.recovered(reference)
    then.conclude(reference, "positive")
    with pytest.raises(Refused, match="case_has_ended"):
        asked(then, reference)


def test_who_referred_is_asked_and_told_and_the_clock_runs_on(house: referrals.House) -> None:
    reference = house.adult()
    due = house.case(reference).due_on
    returned(house, reference)
    case = house.case(reference)
    assert (case.stage, case.due_on) == ("returned_for_information", due)
    assert Message.objects.filter(recipient=house.officer, line="you_have_work").exists()
    with pytest.raises(Refused, match="not_at_this_stage"):
        house.decide(reference, "positive")
    assert check_cases() == []


def test_while_it_waits_for_one_answer_the_case_is_not_returned_again(house: referrals.House) -> None:
    reference = house.adult()
    request = returned(house, reference)
    with pytest.raises(Refused, match="not_at_this_stage"):
        returned(house, reference)
    record_answer(
        reference,
        request.id,
        answer="no_reply",
        text="",
        on=legal_day(house.at),
        by=house.actor("caseworker"),
        at=house.at,
    )
    returned(house, reference)
    assert check_cases() == []


def test_what_was_asked_before_a_suspension_is_settled_before_it_is_asked_again(house: referrals.House) -> None:
    reference = house.adult()
    request = returned(house, reference)
    by, day = house.actor("caseworker"), legal_day(house.at)
    seen = house.case(reference).version
    review = {"reason": "missing", "evidence_suffices": False, "review_on": day + timedelta(days=7)}
    suspend_case(reference, **review, seen=seen, by=by, at=house.at)  # type: ignore[arg-type]
    resume_case(reference, seen=house.case(reference).version, by=by, at=house.at)
    with pytest.raises(Refused, match="still_asked"):
        returned(house, reference)
    record_answer(reference, request.id, answer="no_reply", text="", on=day, by=by, at=house.at)
    assert house.case(reference).stage == "reasonable_grounds_pending"
    returned(house, reference)
    assert check_cases() == []

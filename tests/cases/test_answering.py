"""An answer becomes evidence, and a case that waited for it goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.answering import answer_as_responder, close_request, record_answer
from opennrm.cases.models import Evidence, InformationRequest
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.cases.test_asking import asked, returned
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=60))


def _recorded(house: referrals.House, reference: str, request: InformationRequest, answer: str, text: str) -> None:
    on, by = legal_day(house.at), house.actor("caseworker")
    record_answer(reference, request.id, answer=answer, text=text, on=on, by=by, at=house.at)


def test_an_answer_is_kept_as_evidence_of_its_kind(house: referrals.House) -> None:
    reference = house.adult()
    request = InformationRequest.objects.get(id=asked(house, reference))
    _recorded(house.later(3), reference, request, "answered", "Burns on both hands.")
    piece = Evidence.objects.get()
    assert (piece.kind, piece.source, piece.text) == ("medical", "Harbour Hospital", "Burns on both hands.")
    with pytest.raises(Refused, match="already_answered"):
        _recorded(house.later(4), reference, request, "declined", "")
    assert check_cases() == []


def test_no_reply_leaves_no_evidence(house: referrals.House) -> None:
    reference = house.adult()
    request = InformationRequest.objects.get(id=asked(house, reference))
    _recorded(house.later(30), reference, request, "no_reply", "Rang three times.")
    assert not Evidence.objects.exists()
    assert check_cases() == []


def test_an_answer_comes_after_its_question(house: referrals.House) -> None:
    reference = house.adult()
    request = InformationRequest.objects.get(id=asked(house.later(2), reference))
    with pytest.raises(Refused, match="before_it_was_asked") as refused:
        _recorded(house, reference, request, "answered", "Burns.")
    assert refused.value.refusal.field == "on-day"


def test_who_referred_answers_and_the_case_goes_on(house: referrals.House) -> None:
    reference = house.adult()
    request = returned(house, reference)
    later = house.later(1)
    answer_as_responder(
        reference, request.id, answer="answered", text="Low Farm.", by=later.actor("colleague"), at=later.at
    )
    assert house.case(reference).stage == "reasonable_grounds_pending"
    assert Evidence.objects.get().text == "Low Farm."
    assert check_cases() == []


def test_nobody_of_another_organisation_answers_and_no_agencys_request_is_theirs(house: referrals.House) -> None:
    reference = house.adult()
    request = returned(house, reference)
    stranger = partners.actor(partners.account("first_responder", in_team=partners.team(partners.organisation())))
    with pytest.raises(NotYours):
        answer_as_responder(reference, request.id, answer="answered", text="x", by=stranger, at=house.at)
    other = asked(house, reference)
    with pytest.raises(NotYours):
        answer_as_responder(reference, other, answer="answered", text="x", by=house.actor("officer"), at=house.at)


def test_a_request_that_is_not_needed_is_closed_but_not_one_that_the_case_waits_for(house: referrals.House) -> None:
    reference = house.adult()
    by = house.actor("caseworker")
    request = asked(house, reference)
    close_request(reference, request, by=by, at=house.at)
    with pytest.raises(Refused, match="already_answered"):
        close_request(reference, request, by=by, at=house.at)
    with pytest.raises(Refused, match="case_waits_for_it"):
        close_request(reference, returned(house, reference).id, by=by, at=house.at)
    assert check_cases() == []

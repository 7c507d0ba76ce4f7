"""Representations are recorded and answered once; the review of recovery has asked everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.consulting import record_consultation
from opennrm.cases.actions.extending import extend_recovery
from opennrm.cases.actions.recovering import end_recovery
from opennrm.cases.actions.representations import answer_representation, record_representation, review_recovery
from opennrm.cases.models import Clock, Representation
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=60))


def _put(house: referrals.House, reference: str, press: str = "one") -> Representation:
    record_representation(
        reference,
        source="support_provider",
        text="She cannot speak of it yet.",
        received_on=legal_day(house.at),
        token=press,
        by=house.actor("caseworker"),
        at=house.at,
    )
    return Representation.objects.latest("recorded_at")


def _answer(house: referrals.House, kept: Representation, outcome: str) -> None:
    answer_representation(
        kept.case.reference, kept.id, outcome=outcome, answer="We looked.", by=house.actor("caseworker"), at=house.at
    )


def test_what_is_put_is_answered_once(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    kept = _put(house, reference)
    _answer(house.later(1), kept, "not_extended")
    with pytest.raises(Refused, match="already_answered"):
        _answer(house.later(1), kept, "noted")
    assert check_cases() == []


def test_extended_is_said_of_what_was_extended_since(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    kept = _put(house, reference)
    with pytest.raises(Refused, match="not_extended"):
        _answer(house, kept, "extended")
    extend_recovery(
        reference,
        by_days=7,
        reason="severe_mental_health",
        words="As the provider says.",
        seen=1,
        by=house.actor("caseworker"),
        at=house.at,
    )
    _answer(house, kept, "extended")
    assert check_cases() == []


def test_sending_twice_records_once(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    _put(house, reference)
    _put(house, reference)
    assert Representation.objects.count() == 1


def test_the_representations_of_another_case_are_not_there(house: referrals.House) -> None:
    here, elsewhere = house.adult(), house.adult()
    kept = _put(house, elsewhere)
    with pytest.raises(NotYours):
        answer_representation(here, kept.id, outcome="noted", answer="x", by=house.actor("caseworker"), at=house.at)


def test_where_the_profile_has_no_review_none_is_due(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    with pytest.raises(Refused, match="no_review_due"):
        review_recovery(reference, outcome="ends_as_set", words="", seen=1, by=house.actor("caseworker"), at=house.at)


def test_in_2009_everybody_is_contacted_before_the_review_is_concluded(settings: object) -> None:
    house, reference = _of_2009(settings)
    review = {"outcome": "ends_as_set", "words": "All is well.", "by": house.actor("caseworker"), "at": house.at}
    seen = house.case(reference).version
    with pytest.raises(Refused, match="not_contacted"):
        review_recovery(reference, seen=seen, **review)  # type: ignore[arg-type]
    for who in ("support_provider", "first_responder", "police"):
        record_consultation(
            reference,
            with_whom=who,
            took_part=True,
            said="Nothing new.",
            on=legal_day(house.at),
            by=house.actor("caseworker"),
            at=house.at,
            purpose=Purpose.RECOVERY_REVIEW,
        )
    review_recovery(reference, seen=seen, **review)  # type: ignore[arg-type]
    assert Clock.objects.get(rule="recovery_review").ended_because == "met"
    assert check_cases() == []


def test_a_review_that_nobody_made_is_dropped_when_recovery_ends(settings: object) -> None:
    house, reference = _of_2009(settings)
    over = house.later(45)
    end_recovery(reference, seen=over.case(reference).version, by=over.actor("caseworker"), at=over.at)
    assert Clock.objects.get(rule="recovery_review").ended_because == "recovery_ended"
    assert check_cases() == []


def _of_2009(settings: object) -> tuple[referrals.House, str]:
    """A case under the profile of 2009, after its positive first decision, which a second officer checked."""
    settings.PROFILES_ADOPTED = (("central_2009", "2009-04-01"),)  # type: ignore[attr-defined]
    house = referrals.house(timezone.now() - timedelta(days=60), "uk-visas-and-immigration")
    reference = house.adult()
    house.decide(reference, "positive")
    house.check(reference)
    house.serve(reference)
    return house, reference

"""What happens between the decisions is written: more time, an answer, an agency asked and asked again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.asking import ask_agency
from opennrm.cases.actions.chasing import chase_what_is_late
from opennrm.cases.actions.extending import extend_recovery
from opennrm.cases.actions.parties import add_party
from opennrm.cases.actions.representations import answer_representation, record_representation
from opennrm.cases.models import Representation
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications.models import Letter
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=60))


def written(reference: str, text: str = "") -> list[tuple[str, str]]:
    """The letters of a case whose content holds these words: kind and audience."""
    rows = Letter.objects.filter(case_reference=reference).order_by("written_at", "kind")
    return [(letter.kind, letter.audience) for letter in rows if text in str(letter.content)]


def test_more_time_is_told_to_the_person_and_to_who_referred(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    extend_recovery(
        reference,
        by_days=14,
        reason="serious_health",
        words="In hospital.",
        seen=house.case(reference).version,
        by=house.actor("caseworker"),
        at=house.later(10).at,
    )
    told = written(reference, "longer")
    assert {audience for _, audience in told} >= {"person", "first_responder"}
    assert not any("In hospital" in str(letter.content) for letter in Letter.objects.all())
    assert check_cases() == []


def test_an_answer_to_representations_is_told(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    by = house.actor("caseworker")
    record_representation(
        reference,
        source="support_provider",
        text="She needs another month.",
        received_on=legal_day(house.at),
        token="one",
        by=by,
        at=house.at,
    )
    kept = Representation.objects.get()
    answer_representation(reference, kept.id, outcome="not_extended", answer="We looked.", by=by, at=house.at)
    assert ("representations_answered", "person") in written(reference, "stays as it is")


def test_an_agency_with_a_part_in_the_case_is_written_to_and_reminded(house: referrals.House) -> None:
    reference = house.adult()
    by = house.actor("caseworker")
    force = partners.organisation("Fen Police", kind=OrganisationType.POLICE)
    add_party(reference, audience="police", organisation_id=force.id, because="investigates", by=by, at=house.at)
    for agency, press in (("Fen Police", "one"), ("Nobody Here Hospital", "two")):
        ask_agency(
            reference,
            agency=agency,
            agency_kind="police",
            topics=["investigation"],
            words="Was anybody arrested?",
            due_on=legal_day(house.at) + timedelta(days=7),
            chase_every=7,
            token=press,
            by=by,
            at=house.at,
        )
    assert written(reference, "Was anybody arrested?") == [("request_for_information", "police")]
    assert chase_what_is_late(at=house.later(15).at) == 2
    assert [kind for kind, _ in written(reference, "Was anybody arrested?")] == [
        "request_for_information",
        "reminder_of_request",
    ]
    assert check_cases() == []

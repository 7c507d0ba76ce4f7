"""Every answer by which somebody could find the person is hidden, and no answer about people at work."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.demo.answers import adult_answers
from opennrm.disclosure.safe_addresses import is_safe_address
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.question import Kind, Question
from opennrm.questions.whereabouts import STAFF_ANSWERS, Whereabouts, kept_in, whereabouts_of

TODAY = date(2026, 11, 20)


def test_what_tells_where_the_person_is_goes_by_what_it_tells() -> None:
    found = {key: told for key, each in CATALOGUE.questions.items() if (told := whereabouts_of(each))}
    assert found == {
        "support_phone": Whereabouts.PHONE,
        "support_phone_whose": Whereabouts.PHONE,
        "decision_contact_name": Whereabouts.ADDRESS,
        "decision_address": Whereabouts.ADDRESS,
        "decision_email": Whereabouts.EMAIL,
        "staying_town": Whereabouts.PLACE,
        "staying_region": Whereabouts.PLACE,
        "notified_phone": Whereabouts.PHONE,
        "notified_email": Whereabouts.EMAIL,
        "notified_address": Whereabouts.ADDRESS,
        "phones": Whereabouts.PHONE,
    }


@pytest.mark.proves("14.2.6")
def test_what_is_held_back_from_whoever_a_record_is_given_to_is_hidden_on_pages_too() -> None:
    safe = {key for key, each in CATALOGUE.questions.items() if is_safe_address(each.kind, key)} - STAFF_ANSWERS
    hidden = {key for key, each in CATALOGUE.questions.items() if whereabouts_of(each)}
    fields = {key: listed.key for key, (listed, each) in CATALOGUE.fields.items() if is_safe_address(each.kind, key)}
    assert {listed for listed in fields.values() if listed not in hidden} == {"places", "professionals"}
    assert len(safe) >= 7
    assert safe - hidden == set()


@pytest.mark.parametrize("kind", [Kind.ADDRESS, Kind.POSTCODE, Kind.PHONE, Kind.EMAIL])
def test_a_question_that_is_asked_one_day_is_hidden_by_its_kind(kind: Kind) -> None:
    assert whereabouts_of(Question(key="new_one", ask="Where?", kind=kind, called="place")) is not None


def test_only_what_was_answered_is_kept_and_why_something_is_not_known_with_it() -> None:
    kept = list(kept_in(CATALOGUE, adult_answers(TODAY) | {"staying_region": "north_west"}))
    told = {each.label: (each.what, each.is_known) for each in kept}
    assert told == {
        "Phone number for support": (Whereabouts.PHONE, True),
        "Postal address for the decision": (Whereabouts.ADDRESS, True),
        "In or near which town are they staying?": (Whereabouts.PLACE, False),
        "In which region?": (Whereabouts.PLACE, True),
    }
    assert ("Office 4, Lantern House", "Marshland", "ZZ99 9ZZ") in {each.lines for each in kept}

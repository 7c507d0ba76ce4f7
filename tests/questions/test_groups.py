"""Two sisters were held in one house: the second referral starts from the house, and from nothing about the first."""

from __future__ import annotations

from datetime import date

from opennrm.demo.answers import adult_answers
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.groups import OF_ONE_PERSON, SHARED, shared_answers
from opennrm.questions.whereabouts import STAFF_ANSWERS, whereabouts_of


def test_every_question_is_decided_upon_once() -> None:
    assert set(CATALOGUE.questions) == SHARED | OF_ONE_PERSON
    assert set() == SHARED & OF_ONE_PERSON


def test_nothing_that_names_or_finds_the_person_is_shared() -> None:
    of_a_person = {placed.question.key for placed in CATALOGUE.placed if placed.section.slug in ("person", "consent")}
    found = {key for key, question in CATALOGUE.questions.items() if whereabouts_of(question) is not None}
    assert not SHARED & (of_a_person | (found - STAFF_ANSWERS))


def test_what_one_person_answered_is_not_in_what_the_next_starts_from() -> None:
    given = adult_answers(date(2026, 3, 2))
    shared = shared_answers(given | {"police_force": {"not_known": "Linh did not say."}})
    assert "police_force" not in shared
    assert shared["referrer_nation"] == given["referrer_nation"]
    said = str(shared)
    for own in ("Linh", "Exemple", "07700 900123", "1994"):
        assert own not in said

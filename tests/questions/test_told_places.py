"""The places of a case as they are seen by who decides it: where it happened, and never where the person is."""

from __future__ import annotations

from opennrm.demo.answers import adult_answers
from opennrm.demo.entries import with_entries
from opennrm.questions.told_places import places_told
from tests.questions.edits import TODAY


def test_a_place_told_twice_is_one_with_all_that_is_said_of_it() -> None:
    told = places_told(with_entries(adult_answers(TODAY), TODAY))
    assert [(each.label, each.told_as) for each in told] == [
        ("Boston", ("Exploitation 2", "Place 1")),
        ("France", ("Exploitation 1", "Journey 1, from")),
    ]
    assert (told[0].nation, told[0].at) == ("england", (52.98, -0.03))
    assert told[1].at is None


def test_where_the_person_is_now_is_no_place_of_these() -> None:
    assert places_told({"staying_town": "dover", "exploitation_uk_towns": ["leeds"], "places": []}) == places_told(
        {"exploitation_uk_towns": ["leeds"]}
    )


def test_what_is_not_known_is_no_place_and_a_town_of_an_older_referral_keeps_its_name_and_is_not_guessed() -> None:
    not_known = {"not_known": "She never saw a sign"}
    assert places_told({"exploitation_uk_towns": not_known, "places": [{"id": "1", "place_town": not_known}]}) == []
    (told,) = places_told({"exploitation_uk_towns": ["newport"]})
    assert (told.label, told.at) == ("Newport", None)

"""Entries of lists: each a small set of answers with an id that stays, cleaned by the rules of every other question.

Another system sends the two vehicles of a referral at once; one of them has a field that nobody asks.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from opennrm.questions.answers import clean_answers, clean_entry
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.entries import (
    as_texts,
    catalogue_of_entry,
    entries_that_apply,
    entry_of,
    from_text,
    with_entry,
    without_entry,
)
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import answers_that_apply
from opennrm.questions.question import Kind
from opennrm.questions.soundness import faults
from opennrm.questions.summary import value_lines
from tests.questions.edits import TODAY, adult, one_entry

VEHICLES, PLACES = CATALOGUE.question("vehicles"), CATALOGUE.question("places")
LISTS = [each for each in CATALOGUE.questions.values() if each.kind is Kind.ENTRIES]
RED, VAN = {"id": "a", "vehicle_colour": "Red"}, {"id": "b", "vehicle_kind": "van"}


def _sent(vehicles: Any) -> tuple[Any, list[str]]:
    clean = clean_answers(CATALOGUE, adult() | {"vehicles_told": "yes", "vehicles": vehicles}, today=TODAY)
    return clean.values.get("vehicles"), [error.message for error in clean.errors if error.question_key == "vehicles"]


def test_an_entry_keeps_its_place_and_id_when_it_is_changed() -> None:
    assert with_entry([RED, VAN], "a", {"vehicle_colour": "Blue"}) == [{"id": "a", "vehicle_colour": "Blue"}, VAN]
    assert with_entry([RED], "b", {"vehicle_kind": "van"}) == [RED, VAN]
    assert without_entry([RED, VAN], "a") == [VAN]
    assert entry_of([RED, VAN], "c") is None


def test_a_list_that_is_sent_at_once_is_kept_as_it_was_given_with_ids_by_place_where_none_were() -> None:
    assert _sent([RED, {"vehicle_kind": "van"}]) == ([RED, {"id": "2", "vehicle_kind": "van"}], [])


@pytest.mark.parametrize(
    ("vehicles", "told"),
    [
        ([RED, {"wheels": "4"}], "Vehicle 2: there is no field 'wheels': take it out or correct it"),
        ([{"id": "a"}], "Vehicle 1: Enter something about this vehicle, or go back without adding it"),
        ([{"vehicle_kind": "hovercraft"}], "Vehicle 1: Choose one of the answers listed for the kind of the vehicle"),
        ([RED, RED], "Vehicle 2: it is not in the form that the list asks for, or has the id of another"),
        ([{**RED, "id": "A!"}], "Vehicle 1: it is not in the form that the list asks for, or has the id of another"),
        ([{"vehicle_colour": 3}], "Vehicle 1: the colour of the vehicle is not in the form that it asks for"),
        (["red"], "The list of vehicles is not in the form that its question asks for"),
        ("red", "The list of vehicles is not in the form that its question asks for"),
        ([{"vehicle_colour": "x"}] * 21, "Give at most 20 entries for the list of vehicles: leave out 1"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_with_its_place(vehicles: Any, told: str) -> None:
    assert told in _sent(vehicles)[1]


def test_a_field_that_is_not_asked_of_an_entry_is_an_error_and_never_kept() -> None:
    overseas = {"id": "a", "place_where": "overseas", "place_country": "FR", "place_town": "leeds"}
    assert entries_that_apply(PLACES, [overseas]) == [{"id": "a", "place_where": "overseas", "place_country": "FR"}]
    given = adult() | {"places_told": "yes", "places": [overseas]}
    messages = [error.message for error in clean_answers(CATALOGUE, given, today=TODAY).errors]
    assert messages == ["Place 1: the town of the place is not asked here: take it out"]
    assert "place_town" not in str(answers_that_apply(CATALOGUE, given))


@pytest.mark.parametrize("listed", LISTS, ids=lambda each: each.key)
def test_an_entry_in_which_all_is_told_can_be_kept_and_is_shown_field_by_field(listed: Any) -> None:
    entry = one_entry(listed, "a")
    typed: dict[str, list[str]] = {}
    for field in listed.fields:
        typed |= as_submitted(field, entry[field.key]) if field.key in entry else {}
    assert clean_entry(listed, typed, today=TODAY).values == {key: entry[key] for key in entry if key != "id"}
    assert len(value_lines(listed, [entry, entry])) == 2 * len(entry)
    assert faults(catalogue_of_entry(listed)) == []


def test_text_of_an_entry_comes_through_json_as_it_was_typed() -> None:
    entry = {"id": "a", "vehicle_in_words": ' Two\r\n"lines" of 名字 '}
    assert from_text(as_texts([entry])[0]) == entry
    assert _sent([entry]) == ([entry], [])


@pytest.mark.parametrize("text", ["", "[]", "{", "1", "[" * 100_000, json.dumps("x")])
def test_rubbish_is_no_entry(text: str) -> None:
    assert from_text(text) is None

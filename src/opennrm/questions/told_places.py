"""Where it happened, place by place, as the answers tell it: with the middle of each town or village where it is known.

Where the person is now is none of it: that is hidden until somebody asks (`whereabouts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from opennrm.questions import lists

PLACES, TOWNS, COUNTRIES = "uk_places", "uk_towns", "overseas_countries"
_CHOSEN = (("exploitation_uk_towns", PLACES), ("exploitation_countries", COUNTRIES))
_LISTED = (
    ("exploitations", "Exploitation {}", "exploitation_town", PLACES),
    ("exploitations", "Exploitation {}", "exploitation_country", COUNTRIES),
    ("places", "Place {}", "place_town", PLACES),
    ("places", "Place {}", "place_country", COUNTRIES),
    ("journeys", "Journey {}, from", "journey_from_country", COUNTRIES),
    ("journeys", "Journey {}, to", "journey_to_country", COUNTRIES),
)


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """A place by its name, what the answers say of it, its nation of the country, and its latitude and longitude.

    The middle is of the town or village, to a kilometre; it is None where it is not known, and of a country.
    """

    label: str
    told_as: tuple[str, ...]
    nation: str
    at: tuple[float, float] | None


def places_told(answers: Mapping[str, Any]) -> list[ToldPlace]:
    """Every place that was chosen from a list, each once, in the order of the questions."""
    found: dict[tuple[str, str], list[str]] = {}
    for list_name, code, told_as in _told(answers):
        found.setdefault((list_name, code), []).append(told_as)
    return [_place(list_name, code, tuple(told_as)) for (list_name, code), told_as in found.items()]


def _told(answers: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, list_name in _CHOSEN:
        chosen = answers.get(key)
        for code in chosen if isinstance(chosen, list) else ():
            yield list_name, code, "Where it happened"
    for key, told_as, field, list_name in _LISTED:
        for number, entry in enumerate(answers.get(key) or (), start=1):
            code = entry.get(field)
            if isinstance(code, str):
                yield list_name, code, told_as.format(number)


def _place(list_name: str, code: str, told_as: tuple[str, ...]) -> ToldPlace:
    entry = lists.entries(list_name).get(code)
    if entry is None:
        # A referral from before there were places holds the code of a town.
        return ToldPlace(lists.label(TOWNS, code), told_as, "", None)
    return ToldPlace(entry.label, told_as, entry.nation, entry.at)

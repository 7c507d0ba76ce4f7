"""Where it happened, on the page of a case: a table of the places told, and a map of those in the United Kingdom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from opennrm.questions.told_places import places_told
from opennrm.web import wording
from opennrm.web.components.maps import place_map


def places_part(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The places that the answers tell, numbered as on the map; no map where no middle is known."""
    told = places_told(answers)
    rows = [
        {
            "number": number,
            "label": place.label,
            "told_as": ", ".join(place.told_as),
            "nation": wording.code(place.nation) if place.nation else "",
            "at": "{:.2f}, {:.2f}".format(*place.at) if place.at else "",
        }
        for number, place in enumerate(told, start=1)
    ]
    points = [(str(number), place.at) for number, place in enumerate(told, start=1) if place.at]
    words = _("Each number is that of a place in the table below.")
    return {
        "places": rows,
        "places_map": place_map("places-map", _("Where it happened"), words, points) if points else "",
    }

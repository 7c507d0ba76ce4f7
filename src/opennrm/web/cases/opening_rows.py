"""Who opened a case without working on it, as its page and the page of its team show it."""

from __future__ import annotations

from collections.abc import Sequence

from opennrm.cases.openings import OpeningRead
from opennrm.web import wording

OPENINGS_ON_THE_CASE = 3


def opening_rows(openings: Sequence[OpeningRead]) -> list[dict[str, str]]:
    """Each with who, when, why, and what they wrote."""
    return [
        {
            "who": each.opened_by,
            "when": wording.moment(each.opened_at),
            "why": wording.code(each.reason),
            "words": each.words,
        }
        for each in openings
    ]

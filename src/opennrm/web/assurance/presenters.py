"""How pages of independent review tell where one stands, how long it took, and what reviews changed."""

from __future__ import annotations

from datetime import date

from opennrm.assurance.measuring import Measured
from opennrm.cases.independent_reviews import ReviewHead
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.independent_review import StandsAside
from opennrm.web import wording

CAME_TO = {
    "asked": "Waits for opinions",
    "paused": "Paused: the case left the mechanism",
    "ended": "Over: the decision was written anew",
    "satisfied": "Satisfied",
    "reconsider": "Asked for another look",
}
ASIDE = {
    StandsAside.HAS_AN_INTEREST.value: "stood aside because of an interest in the case",
    StandsAside.HAS_NO_TIME.value: "stood aside for want of time",
    StandsAside.TAKEN_OFF.value: "was taken off",
    StandsAside.LEFT.value: "reviews no longer",
}


def stands_at(head: ReviewHead) -> str:
    """Where a review stands."""
    return CAME_TO["paused" if head.paused and head.state == "asked" else head.opinion or head.state]


def days_waited(head: ReviewHead, today: date) -> int:
    """The days from when it was asked for until it was given, or until today."""
    until = legal_day(head.given_at) if head.given_at else today
    return (until - legal_day(head.asked_at)).days


def measured_rows(found: list[Measured]) -> list[dict[str, str]]:
    """What reviews came to, a row for each kind of decision."""
    return [
        {
            "decision": wording.code(each.kind),
            "given": str(each.given),
            "days": "-" if each.median_days is None else f"{each.median_days:g}",
            "sent_back": _share(each.sent_back, each.decided),
            "overturned": _share(each.overturned, each.sent_back),
        }
        for each in found
    ]


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({round(100 * part / whole)} %)" if whole else "-"

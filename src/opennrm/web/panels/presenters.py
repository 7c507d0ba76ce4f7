"""How pages of panels tell agencies, answers, where a case stands before a panel, and why somebody does not sit."""

from __future__ import annotations

from typing import Any

from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.panels.voting import ABSTAIN
from opennrm.panels.attending import Minutes
from opennrm.web import wording

STATES = {
    "listed": "To be heard",
    "open": "Open: members vote",
    "tied": "Tied: waits for the chair",
    "decided": "Decided",
    "without_quorum": "Ended without enough votes",
}
ANSWERS = {"": "Has not answered", "comes": "Comes", "cannot_come": "Cannot come"}
ASIDE = {
    "declared_interest": "declared an interest",
    "had_part": "had a part in the case",
    "organisation_had_part": "their organisation had a part in the case",
    "chair_had_part": "had a part in the case",
}
URGENT = {
    "due_before": "The decision is due before",
    "at_risk": "Somebody is at risk",
    "in_detention": "Somebody is in detention",
    "leaves_the_country": "Somebody is about to leave the country",
}
AGENCIES = [(agency.value, agency.heading) for agency in Agency]


def agency(code: str) -> str:
    """For which agency somebody sits; without one they are independent and chair."""
    return Agency(code).heading if code else "Independent chair"


def choice(code: str) -> str:
    """A vote in words."""
    return "Abstained" if code == ABSTAIN else wording.code(code)


def aside(code: str) -> str:
    """Why somebody does not sit."""
    return ASIDE.get(code, wording.code(code).lower())


def table(title: str, heads: list[str], rows: list[dict[str, Any]], none: str) -> dict[str, Any]:
    """A list on a page: its first column leads on, where its row says to where."""
    return {"title": title, "heads": heads, "rows": rows, "none": none}


def line(*cells: str, href: str = "") -> dict[str, Any]:
    """A row of such a list."""
    return {"cells": cells, "href": href}


def minutes_rows(told: Minutes) -> list[dict[str, Any]]:
    """The minutes, as rows."""
    assert told.result is not None  # noqa: S101 - it was decided
    (first, second), result = told.choices, told.result
    rows = [
        wording.row("Sitting", wording.moment(told.starts_at)),
        wording.row("Chair", told.chair),
        wording.row("Sat", *[f"{name}, for: {agency(code)}" for name, code in told.sat]),
        wording.row("Stood aside", *([f"{name}: {aside(code)}" for name, code in told.aside] or ["Nobody"])),
        wording.row("Had to leave", *(told.left or ["Nobody"])),
        wording.row(f"Votes: {choice(first).lower()}", str(result.votes[0])),
        wording.row(f"Votes: {choice(second).lower()}", str(result.votes[1])),
        wording.row("Abstained", str(result.abstained)),
        wording.row("Decided", choice(result.choice)),
    ]
    if result.voices:
        rows.insert(-1, wording.row("Voices of partners", f"{result.voices[0]} to {result.voices[1]}"))
    if told.casting:
        rows.append(wording.row("Casting vote", f"{told.casting.name}: {told.casting.words}"))
    rows += [wording.row("Dissent", f"{said.name}: {said.words}") for said in told.dissents]
    return rows

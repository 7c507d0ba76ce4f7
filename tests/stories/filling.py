"""Small things that people do in several stories: typing a day, deciding, serving."""

from __future__ import annotations

from datetime import date

from tests.stories.people import Person


def types_day(name: str, day: date) -> dict[str, list[str]]:
    """The three inputs of a day."""
    return {f"{name}-day": [str(day.day)], f"{name}-month": [str(day.month)], f"{name}-year": [str(day.year)]}


def decides(caseworker: Person, button: str, outcome: str, reasons: str) -> None:
    """Somebody writes a decision."""
    caseworker.presses(button)
    caseworker.fills({"outcome": [outcome], "reasons": [reasons]}).presses("Continue")


def agrees(second_officer: Person, reference: str) -> None:
    """A second officer reads what was put forward, and countersigns it."""
    second_officer.opens(f"/cases/{reference}/").presses("Check the decision")
    second_officer.fills({"agreed": ["yes"]}).presses("Continue")

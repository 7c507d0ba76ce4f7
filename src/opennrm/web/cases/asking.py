"""Fields of the forms of a case, drawn with what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from opennrm.cases.actions.lengths import LONGEST
from opennrm.web.components import character_count, checkboxes, date_input, radios, select, text_input
from opennrm.web.errors import PageError

Typed = Mapping[str, Sequence[str]] | None


class Fields:
    """What was typed and what is wrong, by the name of the input."""

    def __init__(self, typed: Typed, errors: Sequence[PageError], otherwise: Mapping[str, str]) -> None:
        self.typed, self.errors, self.otherwise = typed, errors, otherwise

    def value(self, name: str) -> str:
        if self.typed is None:
            return self.otherwise.get(name, "")
        return (self.typed.get(name) or [""])[0]

    def error(self, name: str) -> dict[str, Any]:
        message = next((error.message for error in self.errors if error.field_id == name), None)
        return {"errorMessage": {"text": message}} if message else {}

    def radios(self, name: str, legend: str, items: Sequence[tuple[str, str]], hint: str = "") -> Markup:
        params: dict[str, Any] = {
            "name": name,
            "idPrefix": name,
            "fieldset": {"legend": {"text": legend, "classes": "govuk-fieldset__legend--m"}},
            "items": [{"value": value, "text": text} for value, text in items],
            "value": self.value(name),
            **self.error(name),
        }
        return radios({**params, "hint": {"text": hint}} if hint else params)

    def text(self, name: str, label: str, hint: str = "", rows: int = 10) -> Markup:
        params: dict[str, Any] = {
            "id": name,
            "name": name,
            "label": {"text": label, "classes": "govuk-label--m"},
            "maxlength": LONGEST,
            "rows": rows,
            "value": self.value(name),
            "threshold": 75,
            **self.error(name),
        }
        return character_count({**params, "hint": {"text": hint}} if hint else params)

    def line(self, name: str, label: str, hint: str = "", classes: str = "") -> Markup:
        """One line of text."""
        params: dict[str, Any] = {
            "id": name,
            "name": name,
            "label": {"text": label, "classes": "govuk-label--m"},
            "value": self.value(name),
            "classes": classes,
            **self.error(name),
        }
        return text_input({**params, "hint": {"text": hint}} if hint else params)

    def select(self, name: str, label: str, items: Sequence[tuple[str, str]], hint: str = "") -> Markup:
        """One of a list that may be long."""
        params: dict[str, Any] = {
            "id": name,
            "name": name,
            "label": {"text": label, "classes": "govuk-label--m"},
            "items": [{"value": value, "text": text} for value, text in items],
            "value": self.value(name),
            **self.error(name),
        }
        return select({**params, "hint": {"text": hint}} if hint else params)

    def checkboxes(self, name: str, legend: str, items: Sequence[tuple[str, str]], hint: str = "") -> Markup:
        """Any of a short list."""
        ticked = self.typed.get(name, ()) if self.typed is not None else self.otherwise.get(name, "").split()
        params: dict[str, Any] = {
            "name": name,
            "idPrefix": name,
            "fieldset": {"legend": {"text": legend, "classes": "govuk-fieldset__legend--m"}},
            "items": [{"value": value, "text": text} for value, text in items],
            "values": list(ticked),
            **self.error(name),
        }
        return checkboxes({**params, "hint": {"text": hint}} if hint else params)

    def day(self, name: str, legend: str, hint: str = "", size: str = "m") -> Markup:
        """A day, as three boxes. What is wrong with it is told under the name of the first box."""
        wrong = self.error(f"{name}-day")
        classes = {"day": "govuk-input--width-2", "month": "govuk-input--width-2", "year": "govuk-input--width-4"}
        params: dict[str, Any] = {
            "id": name,
            "namePrefix": name,
            "fieldset": {"legend": {"text": legend, "classes": f"govuk-fieldset__legend--{size}"}},
            "items": [
                {
                    "name": part,
                    "classes": f"{width}{' govuk-input--error' if wrong else ''}",
                    "value": self.value(f"{name}-{part}"),
                }
                for part, width in classes.items()
            ],
            **wrong,
        }
        return date_input({**params, "hint": {"text": hint}} if hint else params)

"""The fields of a case's forms, each drawn with what was typed and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from opennrm.cases.actions.lengths import LONGEST
from opennrm.web import wording
from opennrm.web.components import character_count, checkboxes, date_input, radios, select, text_input
from opennrm.web.errors import PageError

Typed = Mapping[str, Sequence[str]] | None
Choices = Sequence[tuple[str, str]]


class Fields:
    """What was typed and what is wrong, by the name of the input; `otherwise` stands where nothing was typed yet."""

    def __init__(self, typed: Typed, errors: Sequence[PageError], otherwise: Mapping[str, str] | None = None) -> None:
        self.typed, self.errors, self.otherwise = typed, errors, otherwise or {}

    def value(self, name: str) -> str:
        """What stands in an input."""
        if self.typed is None:
            return self.otherwise.get(name, "")
        return (self.typed.get(name) or [""])[0]

    def error(self, *names: str) -> dict[str, Any]:
        """What is wrong with the first of these inputs that has something wrong."""
        message = next((error.message for error in self.errors if error.field_id in names), None)
        return {"errorMessage": {"text": message}} if message else {}

    def radios(self, name: str, legend: str, items: Choices, hint: str = "") -> Markup:
        """One of several."""
        return radios({**self._choices(name, legend, items, hint), "value": self.value(name)})

    def checkboxes(self, name: str, legend: str, items: Choices, hint: str = "") -> Markup:
        """Any of several; `otherwise` names those that are ticked, with spaces between."""
        values = self.otherwise.get(name, "").split() if self.typed is None else list(self.typed.get(name, ()))
        return checkboxes({**self._choices(name, legend, items, hint), "values": values})

    def select(self, name: str, label: str, items: Choices, hint: str = "", nothing: str = "Choose one") -> Markup:
        """One of many; `nothing` is what stands there while none is chosen."""
        shown = [("", nothing), *items]
        return select(
            {
                **self._labelled(name, label, hint),
                "items": [{"value": value, "text": text} for value, text in shown],
                "value": self.value(name),
            }
        )

    def text(self, name: str, label: str, hint: str = "", rows: int = 10) -> Markup:
        """Several lines."""
        own = {"maxlength": LONGEST, "rows": rows, "value": self.value(name), "threshold": 75}
        return character_count({**self._labelled(name, label, hint), **own})

    def line(self, name: str, label: str, hint: str = "", classes: str = "", inputmode: str = "") -> Markup:
        """One line."""
        own = {"value": self.value(name), "classes": classes, "inputmode": inputmode or None}
        return text_input({**self._labelled(name, label, hint), **own})

    def date(self, name: str, legend: str, hint: str = "") -> Markup:
        """A day, as day, month and year."""
        names = [f"{name}-{part}" for part in ("day", "month", "year")]
        error = self.error(name, *names)
        wrong = " govuk-input--error" if error else ""
        widths = {"day": "govuk-input--width-2", "month": "govuk-input--width-2", "year": "govuk-input--width-4"}
        items = [
            {"name": part, "id": f"{name}-{part}", "value": self.value(f"{name}-{part}"), "classes": width + wrong}
            for part, width in widths.items()
        ]
        params = {"id": name, "namePrefix": name, "items": items, "fieldset": _legend(legend), **error}
        return date_input({**params, "hint": {"text": hint}} if hint else params)

    def _choices(self, name: str, legend: str, items: Choices, hint: str) -> dict[str, Any]:
        params: dict[str, Any] = {
            "name": name,
            "idPrefix": name,
            "fieldset": _legend(legend),
            "items": [{"value": value, "text": text} for value, text in items],
            **self.error(name),
        }
        return {**params, "hint": {"text": hint}} if hint else params

    def _labelled(self, name: str, label: str, hint: str = "") -> dict[str, Any]:
        params: dict[str, Any] = {
            "id": name,
            "name": name,
            "label": {"text": label, "classes": "govuk-label--m"},
            **self.error(name),
        }
        return {**params, "hint": {"text": hint}} if hint else params


def _legend(text: str) -> dict[str, Any]:
    return {"legend": {"text": text, "classes": "govuk-fieldset__legend--m"}}


def choices_of(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes as choices, each in its words."""
    return [(str(code), wording.code(str(code))) for code in codes]

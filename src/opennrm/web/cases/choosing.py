"""Small forms of a case, in which little is chosen or written, drawn with what was chosen and written before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from opennrm.web.components import radios, select, text_input, textarea
from opennrm.web.errors import PageError

Typed = Mapping[str, Sequence[str]] | None
Items = Sequence[tuple[str, str]]


def one_of(name: str, legend: str, items: Items, typed: Typed, errors: Sequence[PageError], hint: str = "") -> Markup:
    """Radios: one of a few. `items` are values with their words."""
    params: dict[str, Any] = {
        "name": name,
        "idPrefix": name,
        "fieldset": {"legend": {"text": legend, "classes": "govuk-fieldset__legend--m"}},
        "items": [{"value": value, "text": text} for value, text in items],
        "value": _typed(name, typed),
        **_error(name, errors),
    }
    return radios({**params, "hint": {"text": hint}} if hint else params)


def from_list(name: str, label: str, items: Items, typed: Typed, errors: Sequence[PageError], hint: str = "") -> Markup:
    """A list to choose one from, longer than radios should be."""
    params: dict[str, Any] = {
        "id": name,
        "name": name,
        "label": {"text": label, "classes": "govuk-label--m"},
        "items": [{"value": value, "text": text} for value, text in (("", "Choose one"), *items)],
        "value": _typed(name, typed),
        **_error(name, errors),
    }
    return select({**params, "hint": {"text": hint}} if hint else params)


def written(name: str, label: str, typed: Typed, errors: Sequence[PageError], hint: str = "", rows: int = 1) -> Markup:
    """Words to write, on one line or several."""
    params: dict[str, Any] = {
        "id": name,
        "name": name,
        "label": {"text": label, "classes": "govuk-label--m"},
        "value": _typed(name, typed),
        **({"hint": {"text": hint}} if hint else {}),
        **_error(name, errors),
    }
    return text_input(params) if rows == 1 else textarea({**params, "rows": rows})


def _typed(name: str, typed: Typed) -> str:
    return ((typed or {}).get(name) or [""])[0]


def _error(name: str, errors: Sequence[PageError]) -> dict[str, Any]:
    message = next((error.message for error in errors if error.field_id == name), None)
    return {"errorMessage": {"text": message}} if message else {}

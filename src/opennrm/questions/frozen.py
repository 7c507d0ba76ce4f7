"""A frozen copy of a catalogue: JSON that a sent referral keeps, so that it can be read with what it answered."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, Field, fields
from typing import Any

from opennrm.questions.conditions import as_data, from_data
from opennrm.questions.question import Catalogue, Choice, Ending, Kind, Page, Question, Section

EMPTY: tuple[Any, ...] = ("", None, False, ())
_PARTS: dict[str, type[Any]] = {
    "sections": Section,
    "pages": Page,
    "questions": Question,
    "fields": Question,
    "choices": Choice,
}
_NAMES: dict[str, type[Any]] = {"kind": Kind, "ending": Ending}


def catalogue_as_data(catalogue: Catalogue) -> dict[str, Any]:
    """The catalogue as JSON; only what is empty is left out, so that a later change of a default changes no copy."""
    return _shape_as_data(catalogue)


def catalogue_from_data(data: dict[str, Any]) -> Catalogue:
    """The catalogue that `catalogue_as_data` wrote, also one of an earlier version of this product.

    Raises `TypeError` or `ValueError` if the data is not such a copy.
    """
    made: Catalogue = _build(Catalogue, data)
    return made


def catalogue_hash(catalogue: Catalogue) -> str:
    """SHA-256 of the canonical JSON of a frozen copy: equal exactly if the catalogues are."""
    canonical = json.dumps(catalogue_as_data(catalogue), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _shape_as_data(shape: Any) -> dict[str, Any]:
    return {
        field.name: _value_as_data(field, getattr(shape, field.name))
        for field in fields(shape)
        if field.default is MISSING or getattr(shape, field.name) not in EMPTY or field.default not in EMPTY
    }


def _value_as_data(field: Field[Any], value: Any) -> Any:
    if field.name == "only_if":
        return as_data(value)
    if field.name in _PARTS:
        return [_shape_as_data(part) for part in value]
    if field.name in _NAMES:
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _build(shape: type[Any], data: dict[str, Any]) -> Any:
    return shape(**{name: _value_from_data(name, value) for name, value in data.items()})


def _value_from_data(name: str, value: Any) -> Any:
    if name == "only_if":
        return from_data(value)
    if name in _PARTS:
        return tuple(_build(_PARTS[name], part) for part in value)
    if name in _NAMES:
        return _NAMES[name](value)
    return tuple(value) if isinstance(value, list) else value

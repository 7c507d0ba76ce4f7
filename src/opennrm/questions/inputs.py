"""What the inputs of a question are called, and how a saved answer fills them again.

One input bears the question's key. A date has `<key>-day`, `-month` and `-year`; an address `<key>-line_1`,
`-line_2`, `-town`, `-county` and `-postcode`; a reason why something is not known stands in `<key>-not_known`. The
entries of a list stand under its key, each as one text of JSON: a page asks them one by one and never shows that.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from opennrm.questions.entries import as_texts
from opennrm.questions.question import Kind, Question

DATE_PARTS = ("day", "month", "year")
ADDRESS_PARTS = ("line_1", "line_2", "town", "county", "postcode")


def field_names(question: Question, *, with_reason: bool = True) -> tuple[str, ...]:
    """The names of the inputs of a question, in the order of the page."""
    parts = {Kind.DATE: DATE_PARTS, Kind.ADDRESS: ADDRESS_PARTS}.get(question.kind)
    names = tuple(f"{question.key}-{part}" for part in parts) if parts else (question.key,)
    return (*names, f"{question.key}-not_known") if with_reason and question.not_known else names


def first_field_id(question: Question) -> str:
    """The id of the input that an error summary links to."""
    return field_names(question, with_reason=False)[0]


def as_submitted(question: Question, value: Any) -> dict[str, list[str]]:
    """What the inputs hold when they show this saved answer.

    Raises `TypeError`, `ValueError` or `KeyError` when the value is not in the form that the question's kind gives.
    """
    if question.not_known and isinstance(value, dict) and set(value) == {"not_known"}:
        return {f"{question.key}-not_known": [_text(value["not_known"])]}
    match question.kind:
        case Kind.DATE:
            day = date.fromisoformat(_text(value))
            return {f"{question.key}-{part}": [str(getattr(day, part))] for part in DATE_PARTS}
        case Kind.ADDRESS:
            return _address(question, value)
        case Kind.NUMBER:
            return {question.key: [_number(value)]}
        case Kind.ENTRIES:
            return {question.key: as_texts(value)}
    return {question.key: _list(value) if question.gives_many else [_text(value)]}


def _address(question: Question, value: dict[str, Any]) -> dict[str, list[str]]:
    if set(value) - set(ADDRESS_PARTS):
        raise ValueError("An address has no such line.")
    return {f"{question.key}-{part}": [_text(text)] for part, text in value.items()}


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("A number is asked for.")
    return str(value)


def _list(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("A list is asked for.")
    return [_text(each) for each in value]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("Text is asked for.")
    return value

"""Answers as something one can read: for checking before sending, for the receipt, for the case page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from opennrm.questions import lists
from opennrm.questions.entries import catalogue_of_entry
from opennrm.questions.inputs import ADDRESS_PARTS
from opennrm.questions.journey import answers_that_apply, is_not_known, questions_that_apply
from opennrm.questions.question import Catalogue, Kind, Question


class State(StrEnum):
    """How an answer stands."""

    GIVEN = "given"
    NOT_KNOWN = "not_known"
    MISSING = "missing"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question and its answer in lines; `page_slug` is where it can be changed."""

    question_key: str
    page_slug: str
    label: str
    value_lines: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class SummarySection:
    """The rows of one section."""

    title: str
    rows: tuple[SummaryRow, ...]


def sections(catalogue: Catalogue, answers: Mapping[str, Any]) -> list[SummarySection]:
    """Every question that applies, by section, answered or not; sections without questions are left out."""
    kept = answers_that_apply(catalogue, answers)
    rows: dict[str, list[SummaryRow]] = {}
    for placed in questions_that_apply(catalogue, kept):
        question = placed.question
        row = SummaryRow(question.key, placed.page.slug, question.ask, *_told(question, kept.get(question.key)))
        rows.setdefault(placed.section.title, []).append(row)
    return [SummarySection(title, tuple(found)) for title, found in rows.items()]


def value_lines(question: Question, value: Any) -> tuple[str, ...]:
    """An answer in lines: labels for codes, a date in words, the paragraphs of a text."""
    if is_not_known(value):
        return _lines(f"Not known: {value['not_known']}")
    match question.kind:
        case Kind.DATE:
            day = date.fromisoformat(value)
            return (f"{day.day} {day:%B %Y}",)
        case Kind.ADDRESS:
            return tuple(value[part] for part in ADDRESS_PARTS if part in value)
        case Kind.TEXTAREA:
            return _lines(value)
        case Kind.ENTRIES:
            return _entries(question, value)
    values = value if isinstance(value, list) else [value]
    return tuple(_label(question, each) for each in values)


def entry_lines(question: Question, entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What one entry of a list says, a line for each field that was given."""
    fields = [row for part in sections(catalogue_of_entry(question), entry) for row in part.rows]
    given = [row for row in fields if row.state in (State.GIVEN, State.NOT_KNOWN)]
    return tuple(
        f"{row.label}{'' if row.label.endswith('?') else ':'} {', '.join(line for line in row.value_lines if line)}"
        for row in given
    )


def _entries(question: Question, value: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    one = question.entry[:1].upper() + question.entry[1:]
    return tuple(
        line for place, entry in enumerate(value, start=1) for line in (f"{one} {place}", *entry_lines(question, entry))
    )


def _told(question: Question, value: Any) -> tuple[tuple[str, ...], State]:
    if value is None:
        missing = State.MISSING if question.required else State.LEFT_OUT
        return ("Not answered yet" if question.required else "Left out",), missing
    return value_lines(question, value), State.NOT_KNOWN if is_not_known(value) else State.GIVEN


def _label(question: Question, value: Any) -> str:
    if question.list_name:
        return lists.label(question.list_name, value)
    choice = question.choice(str(value))
    return choice.label if choice else str(value)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").split("\n"))

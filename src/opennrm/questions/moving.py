"""A draft moves to the newest catalogue when it is opened, and is told what that changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opennrm.questions import lists
from opennrm.questions.journey import answers_that_apply, is_not_known, questions_that_apply
from opennrm.questions.question import Catalogue, Kind, Question


@dataclass(frozen=True, slots=True)
class Moved:
    """A draft after the move: `answers` as they stand now, the keys whose answers went, the questions newly asked.

    `options_gone` are questions whose chosen option is no longer offered: their answers are kept out too.
    """

    from_version: int
    to_version: int
    answers: dict[str, Any]
    gone: tuple[str, ...]
    options_gone: tuple[Question, ...]
    newly_asked: tuple[Question, ...]

    @property
    def changed(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.gone or self.options_gone or self.newly_asked)


def moved_to(catalogue: Catalogue, answers: Mapping[str, Any], from_version: int, *, on: date | None = None) -> Moved:
    """Bring answers given under an earlier version to this catalogue; `on` is the day lists are read for."""
    questions = catalogue.questions
    answers = {key: _now_called(questions[key], value) if key in questions else value for key, value in answers.items()}
    lists_given = {key: questions[key] for key in answers if key in questions and questions[key].kind is Kind.ENTRIES}
    fields_gone = [
        field for key, each in lists_given.items() for entry in answers[key] for field in _fields_gone(each, entry, on)
    ]
    answers = {
        key: [_offered_in(lists_given[key], entry, on) for entry in value] if key in lists_given else value
        for key, value in answers.items()
    }
    unoffered = {
        key for key, value in answers.items() if key in questions and not _is_offered(questions[key], value, on)
    }
    kept = answers_that_apply(catalogue, {key: value for key, value in answers.items() if key not in unoffered})
    asked = [placed.question for placed in questions_that_apply(catalogue, kept)]
    return Moved(
        from_version=from_version,
        to_version=catalogue.version,
        answers=kept,
        gone=tuple(key for key in answers if key not in kept and key not in unoffered),
        options_gone=(*(questions[key] for key in answers if key in unoffered), *dict.fromkeys(fields_gone)),
        newly_asked=tuple(each for each in asked if each.since > from_version and each.key not in kept),
    )


def _now_called(question: Question, value: Any) -> Any:
    """The same answer under the code that its list has for it today."""
    if is_not_known(value):
        return value
    if question.kind is Kind.ENTRIES:
        fields = {field.key: field for field in question.fields}
        return [
            {key: _now_called(fields[key], told) if key in fields else told for key, told in entry.items()}
            for entry in value
        ]
    if not question.list_name:
        return value
    if isinstance(value, list):
        return [lists.now_called(question.list_name, code) for code in value]
    return lists.now_called(question.list_name, value)


def _fields_gone(question: Question, entry: Mapping[str, Any], on: date | None) -> list[Question]:
    """The fields of an entry whose chosen option is no longer offered."""
    return [each for each in question.fields if each.key in entry and not _is_offered(each, entry[each.key], on)]


def _offered_in(question: Question, entry: Mapping[str, Any], on: date | None) -> dict[str, Any]:
    gone = {field.key for field in _fields_gone(question, entry, on)}
    return {key: value for key, value in entry.items() if key not in gone}


def _is_offered(question: Question, value: Any, on: date | None) -> bool:
    if is_not_known(value):
        return question.not_known
    values = value if isinstance(value, list) else [value]
    if question.choices:
        return all(question.choice(each) is not None for each in values)
    if question.list_name:
        known = lists.entries(question.list_name)
        return all(each in known and known[each].is_offered(on) for each in values)
    return True

"""A draft moves to the newest catalogue when it is opened, and is told what that changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opennrm.questions import lists
from opennrm.questions.journey import answers_that_apply, is_not_known, questions_that_apply
from opennrm.questions.question import Catalogue, Question


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
        options_gone=tuple(questions[key] for key in answers if key in unoffered),
        newly_asked=tuple(each for each in asked if each.since > from_version and each.key not in kept),
    )


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

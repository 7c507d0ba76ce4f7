"""The prompt sheet: every question that a journey can ask, to be taken along on paper, written from the catalogue.

It holds no answer of anybody. What a journey has settled (an adult, with consent) is left out of its conditions; what
is not settled is said beside the question: only if question 12 is "Yes".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from opennrm.questions.conditions import AllOf, Answered, AnyOf, Condition, Is, Not, holds
from opennrm.questions.numbering import number_of
from opennrm.questions.question import Catalogue, Kind, Placed, Question


class Sheet(StrEnum):
    """For whom a sheet is; what each has settled stands in `SETTLED`."""

    ADULT = "adult"
    CHILD = "child"
    ANONYMOUS = "anonymous"
    NAMED = "named"


_NOTIFIES = {"age_answer": "adult", "consent_to_referral": "refused", "will_notify": "yes"}
SETTLED: dict[Sheet, dict[str, Any]] = {
    Sheet.ADULT: {"age_answer": "adult", "consent_to_referral": "given"},
    Sheet.CHILD: {"age_answer": "under_18"},
    Sheet.ANONYMOUS: _NOTIFIES | {"may_be_named": "no"},
    Sheet.NAMED: _NOTIFIES | {"may_be_named": "yes"},
}
TITLES = {
    Sheet.ADULT: "An adult who consents to a referral",
    Sheet.CHILD: "A child, or somebody who may be one",
    Sheet.ANONYMOUS: "A notification that names nobody",
    Sheet.NAMED: "A notification of an adult who agrees to be named",
}
MOST_LINES = 8
LINES = {Kind.ADDRESS: 4, Kind.DATE: 1}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands on paper; `lines` are the blank lines under it, `boxes` what can be ticked."""

    number: int
    ask: str
    hint: str
    only_if: str
    boxes: tuple[str, ...]
    lines: int
    not_known: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class SheetSection:
    """What is asked under one title."""

    title: str
    asked: tuple[Asked, ...]


def prompt_sheet(catalogue: Catalogue, sheet: Sheet) -> list[SheetSection]:
    """The sections of a sheet with every question that its journey can come to."""
    settled = SETTLED[sheet]
    found: dict[str, list[Asked]] = {}
    never: set[str] = set()
    for placed in catalogue.placed:
        still = what_is_open(placed.only_if, settled, never)
        if still is False:
            never.add(placed.question.key)
        else:
            found.setdefault(placed.section.title, []).append(_asked(catalogue, placed, still))
    return [SheetSection(title, tuple(asked)) for title, asked in found.items()]


def what_is_open(condition: Condition, settled: Mapping[str, Any], never: Collection[str] = ()) -> Condition | bool:
    """A condition as far as it is decided: True or False where it is, else what is left of it.

    `settled` are answers that are known, `never` the questions that are not asked at all.
    """
    match condition:
        case Is(key, _) | Answered(key):
            return False if key in never else holds(condition, settled) if key in settled else condition
        case Not(inner):
            left = what_is_open(inner, settled, never)
            return not left if isinstance(left, bool) else Not(left)
        case AllOf(conditions):
            return _joined([what_is_open(each, settled, never) for each in conditions], decides=False, join=AllOf)
        case AnyOf(conditions):
            return _joined([what_is_open(each, settled, never) for each in conditions], decides=True, join=AnyOf)


def _joined(
    parts: list[Condition | bool], *, decides: bool, join: Callable[[tuple[Condition, ...]], Condition]
) -> Condition | bool:
    """Parts put together again: one that is `decides` decides, and what is left is said once."""
    if decides in parts:
        return decides
    rest = tuple(dict.fromkeys(part for part in parts if not isinstance(part, bool)))
    return join(rest) if len(rest) > 1 else rest[0] if rest else not decides


def _asked(catalogue: Catalogue, placed: Placed, still: Condition | bool) -> Asked:
    question = placed.question
    return Asked(
        number=number_of(catalogue, question.key),
        ask=question.ask,
        hint=question.hint,
        only_if="" if isinstance(still, bool) else in_plain_words(catalogue, still),
        boxes=tuple(choice.label for choice in question.choices),
        lines=0 if question.choices else _lines(question),
        not_known=question.not_known,
        optional=not question.required,
    )


def _lines(question: Question) -> int:
    if question.kind is Kind.TEXTAREA:
        return min(question.rows, MOST_LINES)
    return LINES.get(question.kind, min(question.many, MOST_LINES))


def in_plain_words(catalogue: Catalogue, condition: Condition) -> str:
    """A condition with the numbers and words that stand on the sheet, as part of a sentence."""
    match condition:
        case Is(key, values):
            question = catalogue.question(key)
            labels = [choice.label for value in values if (choice := question.choice(value))]
            said = (
                " or ".join(f"“{label}”" for label in labels)
                if len(labels) <= 3
                else "any of those that name something"
            )
            return f"question {number_of(catalogue, key)} is {said}"
        case Answered(key):
            return f"question {number_of(catalogue, key)} is answered"
        case AllOf(conditions):
            return " and ".join(in_plain_words(catalogue, each) for each in conditions)
        case AnyOf(conditions):
            return "either " + ", or ".join(in_plain_words(catalogue, each) for each in conditions)
        case Not(inner):
            return f"it is not so that {in_plain_words(catalogue, inner)}"

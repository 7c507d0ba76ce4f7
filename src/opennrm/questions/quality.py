"""How strong a referral is while it is written: each criterion met, thin, open, or not known for a reason.

Nothing here stands in the way of sending. "Not known" and "not asked, because" are answers: a criterion whose
questions were answered so is never open, and its reason is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from opennrm.questions.criteria import CRITERIA, ENOUGH_WORDS, FEW_WORDS, Criterion
from opennrm.questions.entries import texts_in
from opennrm.questions.journey import is_not_known, questions_that_apply
from opennrm.questions.question import Catalogue, Placed, Question

_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?:19|20)\d\d")
SAYS_SO = {"not_known": "Not known", "no": "There is none"}
"""Codes that answer by saying that it is not known, or that there is nothing; "none" has words of its own."""


class Strength(StrEnum):
    """How a criterion stands."""

    MET = "met"
    NOT_KNOWN = "not_known"
    THIN = "thin"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion and how it stands; `page_slug` is where it can be put right, `reasons` why something is not known."""

    criterion: Criterion
    strength: Strength
    page_slug: str
    reasons: tuple[str, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether nothing more is asked: it is met, or a reason says why it is not."""
        return self.strength in (Strength.MET, Strength.NOT_KNOWN)


def quality_of(catalogue: Catalogue, answers: Mapping[str, Any]) -> list[Judged]:
    """Every criterion that these answers' journey has questions for, in order."""
    asked = {placed.question.key: placed for placed in questions_that_apply(catalogue, answers)}
    judged = ((each, [asked[key] for key in each.keys if key in asked]) for each in CRITERIA)
    return [
        _by_another(criterion, asked, answers) or _judged(criterion, placed, answers)
        for criterion, placed in judged
        if placed
    ]


def _by_another(criterion: Criterion, asked: Mapping[str, Placed], answers: Mapping[str, Any]) -> Judged | None:
    """Met by a question of its own, which nobody has to answer."""
    met = next((key for key in criterion.also if key in asked and len(_words(answers.get(key))) >= FEW_WORDS), None)
    return Judged(criterion, Strength.MET, asked[met].page.slug) if met else None


def _judged(criterion: Criterion, placed: list[Placed], answers: Mapping[str, Any]) -> Judged:
    unanswered = [each for each in placed if _is_empty(answers.get(each.question.key))]
    reasons = tuple(reason for each in placed if (reason := _reason(each.question, answers.get(each.question.key))))
    if unanswered:
        return Judged(criterion, Strength.OPEN, unanswered[0].page.slug, reasons)
    texts = {each.page.slug: _words(answers[each.question.key]) for each in reversed(placed)}
    if len(reasons) < len(placed) and _is_thin(criterion, placed, answers):
        return Judged(criterion, Strength.THIN, _thinnest(texts), reasons)
    return Judged(criterion, Strength.NOT_KNOWN if reasons else Strength.MET, placed[0].page.slug, reasons)


def _is_thin(criterion: Criterion, placed: list[Placed], answers: Mapping[str, Any]) -> bool:
    said = [_words(answers[each.question.key]) for each in placed if not is_not_known(answers[each.question.key])]
    if criterion.enough and any(len(words) < ENOUGH_WORDS for words in said):
        return True
    speaks = any(word in criterion.speaks_of or _YEAR.fullmatch(word) for words in said for word in words)
    # Where a part of it is not known, for a reason, nothing more is asked of the rest.
    return bool(criterion.speaks_of) and len(said) == len(placed) and not speaks


def _thinnest(texts: Mapping[str, list[str]]) -> str:
    """The page that says least."""
    return min(texts, key=lambda slug: len(texts[slug]))


def _reason(question: Question, value: Any) -> str:
    """Why something is not known, as it was typed; the words of a choice that says so; empty for anything else."""
    if is_not_known(value):
        return str(value["not_known"])
    code = str(value[0]) if isinstance(value, list) and len(value) == 1 else value
    choice = question.choice(code) if isinstance(code, str) and question.choices else None
    return choice.label if choice and choice.value == "none" else SAYS_SO.get(choice.value, "") if choice else ""


def _is_empty(value: Any) -> bool:
    return value is None or (not is_not_known(value) and not any(text.strip() for text in texts_in(value)))


def _words(value: Any) -> list[str]:
    return [] if is_not_known(value) else [word for text in texts_in(value) for word in _WORD.findall(text.casefold())]

"""From a page of questions to its heading, text and fields, with what was typed and what is wrong.

One question on a page is the page's heading; several stand under the page's title. A question that is asked only
because of one answer on the same page stands inside that answer, hidden by JavaScript until it is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from markupsafe import Markup

from opennrm.questions.conditions import AnyOf, Condition, Is, holds, parts_of
from opennrm.questions.question import Kind, Page, Question
from opennrm.web import components
from opennrm.web.fields import Drawing, Typed, field


class Mistake(Protocol):
    """What is wrong with an answer: the id of its input (None: the page as a whole), and how to put it right."""

    @property
    def field_id(self) -> str | None:
        """The id of the input."""

    @property
    def message(self) -> str:
        """The sentence."""


def error_summary_of(errors: Iterable[Mistake]) -> Markup:
    """Take what is wrong; give the summary that links to each input, or nothing when nothing is wrong."""
    listed = [{"text": each.message, **({"href": f"#{each.field_id}"} if each.field_id else {})} for each in errors]
    if not listed:
        return Markup("")
    return components.error_summary({"titleText": _("There is a problem"), "errorList": listed})


def page_of_questions(
    page: Page, typed: Typed, errors: Sequence[Mistake], *, answers: Mapping[str, Any], on: date, caption: str = ""
) -> Markup:
    """Take a page, what was typed (or saved), what is wrong, earlier answers and today; give heading, text and fields.

    `caption` stands over the heading, and what is wrong over both.
    Buttons, the form and its token are the template's; the form wants `novalidate`, since the messages are ours.
    """
    own_keys = {question.key for question in page.questions}
    asked = [question for question in page.questions if _may_be_asked(question, own_keys, answers)]
    revealed = _revealed(asked, own_keys, answers)
    nested = {question.key for questions in revealed.values() for question in questions}
    shown = [question for question in asked if question.key not in nested]
    alone = len(shown) == 1 and not page.text and not page.warning
    wrong = {each.field_id: each.message for each in reversed(errors) if each.field_id}
    drawing = Drawing(typed, wrong, on, revealed, alone)
    fields = Markup("").join(field(question, drawing, heading=alone) for question in shown)
    over = Markup('<span class="govuk-caption-l">{}</span>').format(caption) if caption else Markup("")
    return error_summary_of(errors) + over + (Markup("") if alone else _introduction(page)) + fields


def _introduction(page: Page) -> Markup:
    written = Markup('<h1 class="govuk-heading-l">{}</h1>').format(page.title)
    written += Markup("").join(Markup('<p class="govuk-body">{}</p>').format(text) for text in page.text)
    if page.warning:
        written += components.govuk("warning-text", {"text": page.warning, "iconFallbackText": _("Warning")})
    return written


def _may_be_asked(question: Question, own_keys: set[str], answers: Mapping[str, Any]) -> bool:
    """Whether the answers of earlier pages allow it; what depends on this page is shown, and checked when sent."""
    if any(part.key in own_keys for part in parts_of(question.only_if)):
        return True
    return holds(question.only_if, answers)


def _revealed(
    questions: Sequence[Question], own_keys: set[str], answers: Mapping[str, Any]
) -> dict[tuple[str, str], list[Question]]:
    """Questions that belong inside one choice of another on the same page, by that question and choice."""
    with_choices = {question.key for question in questions if question.kind in (Kind.RADIOS, Kind.CHECKBOXES)}
    found: dict[tuple[str, str], list[Question]] = {}
    for question in questions:
        needed = _still_open(question.only_if, own_keys, answers)
        if isinstance(needed, Is) and len(needed.values) == 1 and needed.key in with_choices:
            found.setdefault((needed.key, needed.values[0]), []).append(question)
    return found


def _still_open(condition: Condition | None, own_keys: set[str], answers: Mapping[str, Any]) -> Condition | None:
    """What a condition comes to when the answers of earlier pages are known: the one way that is left, if it is one."""
    if not isinstance(condition, AnyOf):
        return condition
    here = [each for each in condition.conditions if any(part.key in own_keys for part in parts_of(each))]
    settled = any(holds(each, answers) for each in condition.conditions if each not in here)
    return here[0] if len(here) == 1 and not settled else condition

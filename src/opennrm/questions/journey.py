"""The way through a catalogue: which pages apply, which comes next, what is missing, and which answers still count.

An answer counts only while its question is asked. Conditions look at earlier questions only, so one pass in order,
in which each condition sees nothing but answers already kept, removes all that no longer applies: a second pass would
remove nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from opennrm.questions.conditions import holds
from opennrm.questions.entries import entries_that_apply
from opennrm.questions.question import Catalogue, Ending, Kind, Page, Placed, Question, Section

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that must be answered and is not; `message` says what to do, `page_slug` where."""

    page_slug: str
    question_key: str
    message: str


def answers_that_apply(catalogue: Catalogue, answers: Answers) -> dict[str, Any]:
    """Only the answers whose questions are asked, in the catalogue's order; everything else is gone."""
    kept: dict[str, Any] = {}
    for section in catalogue.sections:
        if not holds(section.only_if, kept):
            continue
        for page in section.pages:
            if holds(page.only_if, kept):
                _keep(page, answers, kept)
    return kept


def pages_that_apply(catalogue: Catalogue, answers: Answers) -> list[Page]:
    """The pages of this journey, in order; one that ends it is the last (conditions see to that; a test proves it)."""
    return _pages_asked(catalogue, answers_that_apply(catalogue, answers))


def questions_that_apply(catalogue: Catalogue, answers: Answers) -> list[Placed]:
    """The questions of this journey with their places, in order."""
    kept = answers_that_apply(catalogue, answers)
    asked = {page.slug for page in _pages_asked(catalogue, kept)}
    return [each for each in catalogue.placed if each.page.slug in asked and holds(each.question.only_if, kept)]


def page_after(catalogue: Catalogue, answers: Answers, slug: str) -> Page | None:
    """The page that follows `slug`, also when `slug` itself no longer applies; `None` after the last.

    Raises `KeyError` if the catalogue has no such page.
    """
    later = catalogue.pages[_place(catalogue, slug) + 1 :]
    return _first_that_applies(catalogue, answers, later)


def page_before(catalogue: Catalogue, answers: Answers, slug: str) -> Page | None:
    """The page that goes before `slug`; `None` before the first. Raises `KeyError` if there is no such page."""
    earlier = catalogue.pages[: _place(catalogue, slug)]
    return _first_that_applies(catalogue, answers, reversed(earlier))


def missing(catalogue: Catalogue, answers: Answers) -> list[Missing]:
    """What must still be answered; "not known" with its reason is an answer."""
    return [
        Missing(placed.page.slug, placed.question.key, sentence_for_missing(placed.question))
        for placed in questions_that_apply(catalogue, answers)
        if placed.question.required and placed.question.key not in answers
    ]


def not_known(catalogue: Catalogue, answers: Answers) -> list[Question]:
    """The questions answered with a reason why the answer is not known: given, and yet something is open."""
    return [
        placed.question
        for placed in questions_that_apply(catalogue, answers)
        if is_not_known(answers.get(placed.question.key))
    ]


def is_not_known(value: Any) -> bool:
    """Whether an answer says that, and why, it is not known."""
    return isinstance(value, dict) and "not_known" in value


def first_incomplete(catalogue: Catalogue, answers: Answers) -> Page | None:
    """The first page on which something is missing; `None` when everything is there."""
    gaps = missing(catalogue, answers)
    return catalogue.page(gaps[0].page_slug) if gaps else None


def ending_of(catalogue: Catalogue, answers: Answers) -> Ending:
    """How this journey ends as it stands."""
    pages = pages_that_apply(catalogue, answers)
    return (pages[-1].ending if pages else None) or Ending.SEND


def may_be_sent(catalogue: Catalogue, answers: Answers) -> bool:
    """Whether the journey ends with a referral and nothing is missing from it."""
    return ending_of(catalogue, answers) is Ending.SEND and not missing(catalogue, answers)


def may_be_notified(catalogue: Catalogue, answers: Answers) -> bool:
    """Whether the journey ends with a notification and nothing is missing from it."""
    return ending_of(catalogue, answers) is Ending.NOTIFY and not missing(catalogue, answers)


def with_page(catalogue: Catalogue, answers: Answers, page: Page, values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers after a page was saved: its old answers out, `values` in, and whatever no longer applies gone."""
    on_page = {question.key for question in page.questions}
    rest = {key: value for key, value in answers.items() if key not in on_page}
    return answers_that_apply(catalogue, rest | {key: values[key] for key in values if key in on_page})


def answers_that_would_go(
    catalogue: Catalogue, answers: Answers, page: Page, values: Mapping[str, Any]
) -> list[Question]:
    """The answered questions of other pages that saving this page would remove, so that a page can warn first."""
    on_page = {question.key for question in page.questions}
    after = with_page(catalogue, answers, page, values)
    lost = [key for key in answers_that_apply(catalogue, answers) if key not in after and key not in on_page]
    return [catalogue.question(key) for key in lost]


def sentence_for_missing(question: Question) -> str:
    """What to do about a question that was left out."""
    from_the_kind = "Choose" if question.choices or question.list_name else "Enter"
    sentence = question.missing or f"{from_the_kind} the {question.called}"
    return f"{sentence}, or say why it is not known" if question.not_known else sentence


def _place(catalogue: Catalogue, slug: str) -> int:
    return [page for _section, page in catalogue.pages].index(catalogue.page(slug))


def _first_that_applies(catalogue: Catalogue, answers: Answers, pages: Iterable[tuple[Section, Page]]) -> Page | None:
    kept = answers_that_apply(catalogue, answers)
    return next((page for section, page in pages if _applies(section, page, kept)), None)


def _applies(section: Section, page: Page, kept: Answers) -> bool:
    return holds(section.only_if, kept) and holds(page.only_if, kept) and _asks_something(page, kept)


def _pages_asked(catalogue: Catalogue, kept: Answers) -> list[Page]:
    return [
        page
        for section in catalogue.sections
        if holds(section.only_if, kept)
        for page in section.pages
        if holds(page.only_if, kept) and _asks_something(page, kept)
    ]


def _asks_something(page: Page, kept: Answers) -> bool:
    return not page.questions or any(holds(question.only_if, kept) for question in page.questions)


def _keep(page: Page, answers: Answers, kept: dict[str, Any]) -> None:
    for question in page.questions:
        if question.key in answers and holds(question.only_if, kept):
            kept[question.key] = _applying(question, answers[question.key])


def _applying(question: Question, value: Any) -> Any:
    return entries_that_apply(question, value) if question.kind is Kind.ENTRIES else value

"""All questions on one page for people to read, written from the catalogue itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import AllOf, Answered, AnyOf, Condition, Is, Not
from opennrm.questions.journey import pages_that_apply
from opennrm.questions.question import Catalogue, Ending, Page, Question

ROUTES: dict[str, Mapping[str, Any]] = {
    "adult": {
        "age_answer": "adult",
        "consent_to_referral": "given",
        "exploitation_where": "uk",
        "decision_by": ["email"],
    },
    "child": {"age_answer": "under_18", "exploitation_where": "uk", "decision_by": ["email"]},
    "anonymous": {
        "age_answer": "adult",
        "referrer_nation": "england",
        "consent_to_referral": "refused",
        "will_notify": "yes",
        "may_be_named": "no",
    },
    "named": {
        "age_answer": "adult",
        "referrer_nation": "england",
        "consent_to_referral": "refused",
        "will_notify": "yes",
        "may_be_named": "yes",
    },
}
"""Typical answers of a typical journey, to count its pages."""
ENDINGS = {
    Ending.CANNOT_REFER: "*The journey ends here: no referral can be made.*",
    Ending.NOTIFY: "*The journey ends here, with a notification that is no referral.*",
}


def questions_page(catalogue: Catalogue = CATALOGUE) -> str:
    """Markdown: every section, page and question, with its key, options, conditions and reason."""
    return "\n".join(_lines(catalogue)) + "\n"


def _lines(catalogue: Catalogue) -> Iterator[str]:
    adult, child, anonymous, named = (len(pages_that_apply(catalogue, answers)) for answers in ROUTES.values())
    count, fields = len(catalogue.questions), len(catalogue.fields)
    yield "# What a referral asks"
    yield ""
    yield f"Version {catalogue.version} of the catalogue: {count} questions, and {fields} fields of entries in lists."
    yield "A typical journey for an adult has"
    yield f"{adult} pages, for a child {child}; an anonymous notification has {anonymous}, a named one {named}."
    yield "This page is written from the catalogue; do not edit it."
    for section in catalogue.sections:
        yield from ("", f"## {section.title}")
        if section.only_if:
            yield from ("", f"*Only if {in_words(section.only_if)}.*")
        for page in section.pages:
            yield from _page(page)


def _page(page: Page) -> Iterator[str]:
    yield from ("", f"### {page.title} (`{page.slug}`)")
    if page.only_if:
        yield from ("", f"*Only if {in_words(page.only_if)}.*")
    if page.ending:
        yield from ("", ENDINGS[page.ending])
    for text in (page.warning, *page.text):
        if text:
            yield from ("", f"> {text}")
    if page.questions:
        yield ""
    for question in page.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    """A question with its choices; a list of entries with its fields."""
    notes = [question.kind.value]
    notes += [f"from the list `{question.list_name}`"] if question.list_name else []
    notes += [f"up to {question.many}"] if question.many > 1 else []
    notes += [] if question.required else ["may be left out"]
    notes += ["“not known” with a reason is an answer"] if question.not_known else []
    yield f"- **{question.ask}** `{question.key}` ({', '.join(notes)}; {question.data_class})"
    if question.only_if:
        yield f"  - Only if {in_words(question.only_if)}."
    if question.because:
        yield f"  - Why we ask: {question.because}"
    for choice in question.choices:
        yield f"  - `{choice.value}` {choice.label}"
    for field in question.fields:
        yield from (f"  {line}" for line in _question(field))


def in_words(condition: Condition) -> str:
    """A condition as part of a sentence."""
    match condition:
        case Is(key, values):
            return f"`{key}` is {' or '.join(f'`{value}`' for value in values)}"
        case Answered(key):
            return f"`{key}` is answered"
        case AnyOf(conditions):
            return "either " + ", or ".join(in_words(each) for each in conditions)
        case AllOf(conditions):
            return " and ".join(in_words(each) for each in conditions)
        case Not(inner):
            return f"not ({in_words(inner)})"

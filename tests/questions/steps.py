"""Steps of a history of edits: a page is sent, or one entry of a list is added, changed or taken out; and where a
history may begin: at nothing, or at a draft in which every list has entries already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from opennrm.demo.answers import adult_answers, child_answers
from opennrm.demo.entries import with_entries
from opennrm.questions.answers import clean_entry
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import holds
from opennrm.questions.entries import entry_of, with_entry, without_entry
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import answers_that_apply, pages_that_apply, with_page
from opennrm.questions.question import Kind, Page, Question
from opennrm.questions.sections.recurring import MAY_BE_REFERRED
from tests.questions.edits import TODAY, edits, entries, save

BEGUN = (
    {},
    answers_that_apply(CATALOGUE, with_entries(adult_answers(TODAY), TODAY)),
    answers_that_apply(CATALOGUE, with_entries(child_answers(TODAY), TODAY)),
)
LISTS = [page for _section, page in CATALOGUE.pages if page.entries is not None]


@dataclass(frozen=True)
class Step:
    """A page as it was sent; where `entry` is the id of one, only that entry of the page's list."""

    page: Page
    submitted: dict[str, list[str]]
    entry: str = ""
    is_removed: bool = False

    def __str__(self) -> str:
        return f"{self.page.slug} {self.entry} {self.is_removed} {self.submitted}"

    @property
    def listed(self) -> Question:
        """The list that the entry is of."""
        assert self.page.entries is not None
        return self.page.entries


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """Most are pages, the others entries of lists, of which some are taken out again."""
    if draw(st.integers(0, 3)):
        return Step(*draw(edits()))
    page, entry = draw(st.sampled_from(LISTS)), draw(st.sampled_from("12a"))
    step = Step(page, {}, entry, is_removed=draw(st.integers(0, 3)) == 0)
    if not step.is_removed:
        told = draw(entries(step.listed))
        for field in step.listed.fields:
            if field.key in told:
                step.submitted.update(as_submitted(field, told[field.key]))
    return step


def after(answers: dict[str, Any], step: Step) -> dict[str, Any]:
    """The answers after a step, as the page or the list keeps them: unchanged where anything is wrong."""
    if not step.entry:
        return save(answers, step.page, step.submitted)
    if step.page not in pages_that_apply(CATALOGUE, answers):
        return answers
    before = answers.get(step.listed.key, [])
    if step.is_removed:
        left = without_entry(before, step.entry)
        return with_page(CATALOGUE, answers, step.page, {step.listed.key: left} if left else {})
    clean = clean_entry(step.listed, step.submitted, today=TODAY)
    is_full = entry_of(before, step.entry) is None and len(before) >= step.listed.many
    if clean.errors or is_full:
        return answers
    return with_page(CATALOGUE, answers, step.page, {step.listed.key: with_entry(before, step.entry, clean.values)})


def sure_correction(answers: dict[str, Any]) -> Step:
    """A correction that changes what was sent, whatever that is: its first text in words is told anew."""
    for page in pages_that_apply(CATALOGUE, answers):
        told = [question for question in page.questions if question.key in answers and page.entries is None]
        words = next((question for question in told if question.kind is Kind.TEXTAREA), None)
        if words is not None:
            new = "They told us more." if answers[words.key] != "They told us more." else "They told us all."
            submitted: dict[str, list[str]] = {}
            for question in told:
                submitted |= as_submitted(question, new if question is words else answers[question.key])
            return Step(page, submitted)
    raise LookupError("Nothing was told in words.")


def corrected(sent: dict[str, Any], step: Step) -> dict[str, Any]:
    """The next version of what was sent; the same where with it there would be no referral."""
    version = after(sent, step)
    keeps = holds(MAY_BE_REFERRED, version) and {"age_answer", "referrer_nation"} <= set(version)
    return version if keeps else sent

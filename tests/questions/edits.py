"""Random edits of a referral, and answers that complete one: what the property tests and tables build on."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from opennrm.questions import lists
from opennrm.questions.answers import clean_page
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import parts_of
from opennrm.questions.entries import entry_that_applies
from opennrm.questions.inputs import as_submitted, field_names
from opennrm.questions.journey import ending_of, missing, with_page
from opennrm.questions.question import Catalogue, Ending, Kind, Page, Question

TODAY = date(2026, 5, 1)
TEXTS = ("Ana", "Two\r\nlines of it", "  kept as typed ", "https://example.org/a?b=1", "Zoë ’ and 名字", "O'Neill <b>")
BY_KIND: dict[Kind, Any] = {
    Kind.DATE: "1990-02-28",
    Kind.PHONE: "07700 900123",
    Kind.EMAIL: "somebody@team.example",
    Kind.POSTCODE: "SW1A 2AA",
    Kind.NUMBER: 3,
    Kind.ADDRESS: {"line_1": "1 High Street", "town": "Sheffield", "postcode": "S1 2HH"},
}


def one_answer(question: Question) -> Any:
    """A good answer to any question; of several choices the first, of a list one entry in which everything is told."""
    if question.kind is Kind.ENTRIES:
        return [one_entry(question, "1")]
    if question.choices:
        return [question.choices[0].value] if question.kind is Kind.CHECKBOXES else question.choices[0].value
    if question.list_name:
        code = lists.offered(question.list_name, TODAY)[0].code
        return [code] if question.many > 1 else code
    return BY_KIND.get(question.kind, "Something said")


def one_entry(question: Question, entry_id: str, **chosen: Any) -> dict[str, Any]:
    """An entry of a list in which every field that applies is told; `chosen` are given fields."""
    told = {field.key: chosen.get(field.key, one_answer(field)) for field in question.fields}
    return entry_that_applies(question, {"id": entry_id, **told})


def save(answers: dict[str, Any], page: Page, submitted: dict[str, list[str]], catalogue: Catalogue = CATALOGUE) -> Any:
    """The answers after a page was sent as a face would: unchanged if anything on it is wrong."""
    clean = clean_page(catalogue, page, submitted, answers=answers, today=TODAY)
    return answers if clean.errors else with_page(catalogue, answers, page, clean.values)


def completed(answers: dict[str, Any], catalogue: Catalogue = CATALOGUE, **chosen: Any) -> dict[str, Any]:
    """Go on from any answers as a person would, page by page, until nothing is missing; `chosen` are given answers."""
    for _round in range(len(catalogue.pages)):
        slugs = dict.fromkeys(gap.page_slug for gap in missing(catalogue, answers))
        if not slugs:
            return answers
        before = answers
        for page in map(catalogue.page, slugs):
            submitted: dict[str, list[str]] = {}
            for question in page.questions:
                value = answers.get(question.key, chosen.get(question.key, one_answer(question)))
                submitted |= as_submitted(question, value)
            answers = save(answers, page, submitted, catalogue)
        assert answers != before, f"stuck on {list(slugs)}"
    raise AssertionError("the journey does not end")


def adult(**chosen: Any) -> dict[str, Any]:
    """A complete referral of an adult with consent."""
    given: dict[str, Any] = {"age_answer": "adult", "danger_now": "no", "date_of_birth": "1998-03-27"}
    given |= {"consent_given_on": "2026-04-20", "notified_before": "no", **chosen}
    answers = completed({}, **given)
    assert ending_of(CATALOGUE, answers) is Ending.SEND or "consent_to_referral" in chosen
    return answers


def anonymous(**chosen: Any) -> dict[str, Any]:
    """A complete notification that names nobody."""
    return adult(**({"consent_to_referral": "refused", "will_notify": "yes", "may_be_named": "no"} | chosen))


def named(**chosen: Any) -> dict[str, Any]:
    """A complete notification of an adult who agrees to be named."""
    agreed = {"may_be_named": "yes", "naming_given_on": "2026-04-20", "notified_date_of_birth": "1998-03-27"}
    return anonymous(**(agreed | chosen))


def child(**chosen: Any) -> dict[str, Any]:
    """A complete referral of a child."""
    return completed({}, **({"age_answer": "under_18", "danger_now": "no", "date_of_birth": "2011-03-27"} | chosen))


def _values(question: Question) -> st.SearchStrategy[Any]:
    if question.kind is Kind.CHECKBOXES:
        return st.lists(st.sampled_from([choice.value for choice in question.choices]), max_size=3, unique=True)
    if question.choices:
        return st.sampled_from([choice.value for choice in question.choices])
    if question.kind in (Kind.TEXT, Kind.TEXTAREA):
        return st.sampled_from(TEXTS)
    if question.kind is Kind.ENTRIES:
        return st.lists(entries(question), min_size=1, max_size=3, unique_by=lambda entry: entry["id"])
    return st.just(one_answer(question))


@st.composite
def entries(draw: st.DrawFn, question: Question) -> dict[str, Any]:
    """An entry with random fields: given or left out, and now and then one that is not asked of it."""
    keys = draw(st.lists(st.sampled_from([field.key for field in question.fields]), unique=True))
    told = {field.key: draw(_values(field)) for field in question.fields if field.key in keys or field.required}
    as_told = {"id": draw(st.sampled_from("abcdef")), **told}
    return as_told if draw(st.integers(0, 9)) == 0 else entry_that_applies(question, as_told)


@st.composite
def edits(draw: st.DrawFn, catalogue: Catalogue = CATALOGUE) -> tuple[Page, dict[str, list[str]]]:
    """One page sent with random answers: given, left empty, not known, or rubbish; mostly the pages that decide."""
    deciding = ["age", "consent", "who-receives-the-decision", "safe-ways", "your-nation", "where-it-happened"]
    deciding += ["what-can-be-traced", "other-victims", "other-professionals", "taken-somewhere", "indicators"]
    deciding += ["notify", "may-be-named", "notified-before", "notified-contact", "why-no-referral"]
    pages = [page for _section, page in catalogue.pages if page.questions]
    page = draw(st.sampled_from(pages) | st.sampled_from([page for page in pages if page.slug in deciding] or pages))
    submitted: dict[str, list[str]] = {}
    for question in page.questions:
        how = draw(st.sampled_from(["given", "given", "given", "empty", "not_known", "rubbish"]))
        if how == "given":
            submitted |= as_submitted(question, draw(_values(question)))
        elif how == "not_known" and question.not_known:
            submitted[f"{question.key}-not_known"] = ["Not asked, because they were tired"]
        elif how == "rubbish":
            submitted |= {name: [draw(st.text(max_size=5))] for name in field_names(question)}
    return page, submitted


def histories(catalogue: Catalogue = CATALOGUE) -> st.SearchStrategy[list[tuple[Page, dict[str, list[str]]]]]:
    """Random edit histories: forward, back, changed, withdrawn."""
    return st.lists(edits(catalogue), min_size=1, max_size=25)


def raw_answers() -> st.SearchStrategy[dict[str, Any]]:
    """Any answers at all to the choices that decide, as if nothing had ever been pruned."""
    deciding = {part.key for placed in CATALOGUE.placed for part in parts_of(placed.only_if)}
    optional = {
        placed.question.key: _values(placed.question)
        for placed in CATALOGUE.placed
        if placed.question.key in deciding or placed.question.only_if is not None
    }
    return st.fixed_dictionaries({}, optional=optional)

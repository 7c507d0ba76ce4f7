"""The way through the questions, over random histories of edits and by example."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from jsonschema import Draft202012Validator

from opennrm.questions import summary
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import holds, is_
from opennrm.questions.journey import (
    answers_that_apply,
    answers_that_would_go,
    ending_of,
    first_incomplete,
    may_be_notified,
    may_be_sent,
    missing,
    not_known,
    page_after,
    page_before,
    pages_that_apply,
    questions_that_apply,
    with_page,
)
from opennrm.questions.question import Catalogue, Ending, Kind, Page, Question, Section
from opennrm.questions.schema import json_schema
from tests.questions.edits import adult, child, completed, histories, raw_answers, save

SCHEMA = Draft202012Validator(json_schema(CATALOGUE))


def _after(history: list[Any], catalogue: Catalogue = CATALOGUE) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for page, submitted in history:
        answers = save(answers, page, submitted, catalogue)
    return answers


def _walk(answers: dict[str, Any]) -> list[str]:
    first = CATALOGUE.pages[0][1]
    slugs, page = [first.slug], page_after(CATALOGUE, answers, first.slug)
    while page is not None and len(slugs) <= len(CATALOGUE.pages):
        slugs.append(page.slug)
        page = page_after(CATALOGUE, answers, page.slug)
    return slugs


@given(histories())
@settings(max_examples=60, deadline=None)
def test_after_any_history_only_answers_that_apply_are_left(history: list[Any]) -> None:
    answers = _after(history)
    assert answers_that_apply(CATALOGUE, answers) == answers
    assert set(answers) <= {placed.question.key for placed in questions_that_apply(CATALOGUE, answers)}


@given(histories())
@settings(max_examples=60, deadline=None)
def test_after_any_history_the_journey_ends_and_misses_no_page(history: list[Any]) -> None:
    answers = _after(history)
    pages = pages_that_apply(CATALOGUE, answers)
    assert _walk(answers) == [page.slug for page in pages]
    endings = [page for page in pages if page.ending is not None]
    assert endings in ([], [pages[-1]])


@given(histories())
@settings(max_examples=40, deadline=None)
def test_no_history_leads_into_a_dead_end(history: list[Any]) -> None:
    answers = completed(_after(history))
    sent = may_be_sent(CATALOGUE, answers) or may_be_notified(CATALOGUE, answers)
    assert sent or ending_of(CATALOGUE, answers) is Ending.CANNOT_REFER


@given(histories())
@settings(max_examples=40, deadline=None)
def test_after_any_history_summary_schema_and_missing_agree(history: list[Any]) -> None:
    for answers in (_after(history), completed(_after(history))):
        gaps = {each.question_key for each in missing(CATALOGUE, answers)}
        rows = [row for section in summary.sections(CATALOGUE, answers) for row in section.rows]
        assert {row.question_key for row in rows if row.state is summary.State.MISSING} == gaps
        assert {row.question_key for row in rows if row.state in ("given", "not_known")} == set(answers)
        assert SCHEMA.is_valid(answers) == may_be_sent(CATALOGUE, answers)


@given(histories())
@settings(max_examples=40, deadline=None)
def test_without_consent_nothing_about_the_person_is_left(history: list[Any]) -> None:
    answers = completed(_after(history))
    for consent in ("refused", "cannot_now"):
        chosen = {"age_answer": ["adult"], "under_18_during_exploitation": ["no"]}
        as_adult = save(answers, CATALOGUE.page("age"), chosen)
        ended = save(
            as_adult,
            CATALOGUE.page("consent"),
            {"consent_to_referral": [consent], "cannot_consent_because": ["missing"]},
        )
        placed = {each.question.key: each.section.slug for each in CATALOGUE.placed}
        assert {placed[key] for key in ended} <= {"safety", "referrer", "age", "consent"}


def _naive_prune(catalogue: Catalogue, answers: dict[str, Any]) -> dict[str, Any]:
    """The planted bug: conditions see answers that are themselves about to go."""
    conditions = {placed.question.key: placed.only_if for placed in catalogue.placed}
    return {key: value for key, value in answers.items() if holds(conditions[key], answers)}


def _is_left_with_what_should_go(prune: Any, raw: dict[str, Any]) -> bool:
    kept = prune(CATALOGUE, raw)
    return any(not holds(placed.only_if, kept) for placed in CATALOGUE.placed if placed.question.key in kept)


@given(raw_answers())
@settings(max_examples=100, deadline=None)
def test_whatever_is_stored_pruning_leaves_only_what_applies(raw: dict[str, Any]) -> None:
    assert not _is_left_with_what_should_go(answers_that_apply, raw)


def test_the_same_property_finds_a_planted_bug() -> None:
    quickly = settings(deadline=None, phases=[Phase.generate], database=None, max_examples=2000)
    found = find(raw_answers(), lambda raw: _is_left_with_what_should_go(_naive_prune, raw), settings=quickly)
    assert len(found) >= 2


@pytest.mark.parametrize(("answers", "least", "most"), [(adult(), 25, 53), (child(), 25, 57)])
def test_a_journey_is_not_longer_than_the_official_form(answers: dict[str, Any], least: int, most: int) -> None:
    assert least <= len(pages_that_apply(CATALOGUE, answers)) <= most


@pytest.mark.parametrize(
    ("nation", "page"),
    [
        ("england", "no-referral-england-and-wales"),
        ("wales", "no-referral-england-and-wales"),
        ("scotland", "no-referral-scotland"),
        ("northern_ireland", "no-referral-northern-ireland"),
    ],
)
def test_an_adult_without_consent_ends_on_the_page_of_their_nation(nation: str, page: str) -> None:
    answers = adult(referrer_nation=nation, consent_to_referral="refused", will_notify="no")
    assert pages_that_apply(CATALOGUE, answers)[-1].slug == page
    assert ending_of(CATALOGUE, answers) is Ending.CANNOT_REFER
    assert not may_be_sent(CATALOGUE, answers)


def test_a_change_of_consent_takes_every_later_answer_away_and_says_so_first() -> None:
    answers = adult()
    page, values = CATALOGUE.page("consent"), {"consent_to_referral": "refused"}
    going = {question.key for question in answers_that_would_go(CATALOGUE, answers, page, values)}
    assert {"first_name", "treatment", "consent_given_on", "decision_to"} <= going
    assert not going & set(with_page(CATALOGUE, answers, page, values))


def test_not_known_counts_as_an_answer_and_is_told_apart() -> None:
    answers = adult(date_of_birth={"not_known": "They do not know it"})
    assert missing(CATALOGUE, answers) == []
    assert [question.key for question in not_known(CATALOGUE, answers)] == ["date_of_birth"]


def test_an_empty_draft_begins_at_the_first_page_and_names_what_to_do() -> None:
    first = first_incomplete(CATALOGUE, {})
    assert first is not None
    assert first.slug == "danger-now"
    assert missing(CATALOGUE, {})[0].message == "Choose whether anybody is in danger now"


def test_the_page_before_undoes_the_page_after() -> None:
    answers = adult()
    pages = [page.slug for page in pages_that_apply(CATALOGUE, answers)]
    for earlier, later in pairwise(pages):
        back = page_before(CATALOGUE, answers, later)
        assert back is not None
        assert back.slug == earlier
    assert page_before(CATALOGUE, answers, pages[0]) is None


def test_a_page_that_no_longer_applies_still_leads_on() -> None:
    after = page_after(CATALOGUE, child(), "how-consent-was-given")
    assert after is not None
    assert after.slug == "your-role"


def test_a_chain_of_conditions_is_pruned_to_its_end() -> None:
    questions = tuple(
        Question(key=key, ask=key, kind=Kind.TEXT, called=key, only_if=condition)
        for key, condition in [("a", None), ("b", is_("a", "x")), ("c", is_("b", "x")), ("d", is_("c", "x"))]
    )
    page = Page(slug="p", title="P", questions=questions)
    small = Catalogue(version=1, sections=(Section(slug="s", title="S", pages=(page,)),))
    assert answers_that_apply(small, {"a": "y", "b": "x", "c": "x", "d": "x", "unknown": 1}) == {"a": "y"}

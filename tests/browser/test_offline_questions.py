"""What Tamsin is asked on a device: the same way as on the pages, and what a device cannot write it leaves alone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_as_data
from opennrm.questions.journey import answers_that_apply, pages_that_apply
from opennrm.questions.question import Kind
from tests.stories.people import House

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def some_answers(chance: random.Random) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for placed in CATALOGUE.placed:
        question = placed.question
        values = [choice.value for choice in question.choices]
        if chance.random() < 0.15 or question.kind is Kind.ENTRIES:  # lists come with the network
            continue
        if question.kind is Kind.CHECKBOXES:
            given[question.key] = chance.sample(values, chance.randint(1, len(values)))
        elif values:
            given[question.key] = chance.choice(values)
        else:
            given[question.key] = {"not_known": "x"} if question.not_known and chance.random() < 0.5 else "something"
    return given


def test_the_device_goes_the_same_way_through_the_questions_as_the_service(page: Page, house: House) -> None:
    page.goto(f"{house.address}/offline/")
    chance = random.Random(20)  # noqa: S311 - made-up answers
    tried = [some_answers(chance) for _ in range(400)] + [{}]
    found = page.evaluate(
        """async ([catalogue, tried]) => {
            const { journey } = await import("/static/offline/answers.js");
            return tried.map((answers) => {
                const { pages, kept } = journey(catalogue, answers);
                return [pages.map(({ page }) => page.slug), kept];
            });
        }""",
        [catalogue_as_data(CATALOGUE), tried],
    )
    here = [[[each.slug for each in pages_that_apply(CATALOGUE, a)], answers_that_apply(CATALOGUE, a)] for a in tried]
    assert found == here
    assert len({tuple(pages) for pages, _ in here}) > 50, "the ways are many"


def test_a_list_has_no_input_on_a_device_and_says_where_it_is_answered(page: Page, house: House) -> None:
    page.goto(f"{house.address}/offline/")
    lists = [each.key for each in CATALOGUE.questions.values() if each.kind is Kind.ENTRIES]
    drawn = page.evaluate(
        """async ([catalogue, lists]) => {
            const { ask } = await import("/static/offline/asking.js");
            const questions = catalogue.sections.flatMap((each) => each.pages).flatMap((each) => each.questions ?? []);
            const drawn = questions.map((question) => [question, ask(question, {}, {}, () => {})]);
            const inputs = ([, each]) => each.querySelectorAll("input, textarea").length;
            return {
                asked: drawn.filter(inputs).map(([question]) => question.key),
                told: drawn.filter(([question]) => lists.includes(question.key)).map(([, each]) => each.textContent),
            };
        }""",
        [catalogue_as_data(CATALOGUE), lists],
    )
    assert lists
    assert not set(lists) & set(drawn["asked"])
    assert "vehicles_told" in drawn["asked"]
    assert len(drawn["told"]) == len(lists)
    assert all("needs the network" in told for told in drawn["told"])


def test_whoever_chooses_is_told_what_would_go_with_it(page: Page, house: House) -> None:
    page.goto(f"{house.address}/offline/")
    page.evaluate(
        """async (questions) => {
            const { keepOutcome, newDraft } = await import("/static/offline/writing.js");
            const show = (...children) => document.querySelector("main").replaceChildren(...children);
            const goes = ["vehicles", "phones"];
            const conflict = { key: "vehicles_told", here: "No", there: "Yes", typed: {}, goes };
            const outcome = { known: {}, errors: [], conflicts: [conflict], not_asked: [] };
            const place = { questions, show, tell: () => {}, keep: async () => true };
            (await keepOutcome(place, newDraft(), outcome))();
        }""",
        catalogue_as_data(CATALOGUE),
    )
    page.get_by_text("If you keep yours, these answers in the service go: Vehicles; Phones").wait_for()

"""How a first responder goes through the questions, page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import parts_of
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import answers_that_apply
from opennrm.questions.question import Ending, Page
from tests.stories.people import Person

GO_ON = "Save and continue"
Answers = Mapping[str, Any]


def begins(person: Person) -> str:
    """Somebody begins a referral. Gives the address of its draft."""
    person.opens("/referrals/")
    person.presses("Refer somebody")
    person.presses("Start now")
    return person.path.rsplit("/", 2)[0] + "/"


def page_here(person: Person) -> Page:
    """The page of questions that somebody has before them."""
    return CATALOGUE.page(person.path.partition("?")[0].rstrip("/").rsplit("/", 1)[1])


def inputs_of(page: Page, answers: Answers) -> dict[str, list[str]]:
    """What the inputs of a page hold with these answers."""
    given: dict[str, list[str]] = {}
    for question in page.questions:
        if question.key in answers:
            given |= as_submitted(question, answers[question.key])
    return given


def must_be_answered(page: Page) -> bool:
    """Whether something on a page is wanted of everybody who comes to it, whatever they choose there."""
    own = {question.key for question in page.questions}
    return any(
        question.required and not any(part.key in own for part in parts_of(question.only_if))
        for question in page.questions
    )


def is_asked(person: Person, name: str) -> bool:
    """Whether the page has an input of this name."""
    return person.page.locator(f'main [name="{name}"]').count() > 0


def fills_page(person: Person, answers: Answers) -> None:
    """Fill the page that is shown."""
    for name, values in inputs_of(page_here(person), answers).items():
        if is_asked(person, name):
            person.fills({name: values})


def answers_to_the_end(
    person: Person, answers: Answers, before: Callable[[Person, Page], None] | None = None, until: str = ""
) -> list[str]:
    """Answer page after page until the answers are shown to be checked, the journey ends, or a page is reached.

    Gives the slugs of the pages that were shown.
    """
    went: list[str] = []
    answers = answers_that_apply(CATALOGUE, answers)
    while not answers_are_checked(person):
        page = page_here(person)
        assert page.slug not in went, f"{page.slug} came again: {person.text}"
        went.append(page.slug)
        if page.ending is Ending.CANNOT_REFER or page.slug == until:
            break
        if before is not None:
            before(person, page)
        fills_page(person, answers)
        person.presses(GO_ON if page.questions else "Continue")
        assert page_is_another(person, page), f"{page.slug}: {person.problems()}"
    return went


def page_is_another(person: Person, page: Page) -> bool:
    """Whether saving led on."""
    return answers_are_checked(person) or page_here(person).slug != page.slug


def answers_are_checked(person: Person) -> bool:
    """Whether the page is the one on which the answers of a referral, or of a notification, are checked."""
    return "/check-answers/" in person.path or person.path.startswith("/duty-to-notify/drafts/")

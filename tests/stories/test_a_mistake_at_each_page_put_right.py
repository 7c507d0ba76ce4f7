"""A mistake on every page: it is named where it is, nothing typed is lost, and putting it right leads on."""

from __future__ import annotations

from django.utils import timezone

from opennrm.demo.answers import adult_answers, child_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.questions.question import Kind, Page
from tests.stories.people import CASEWORKER, MANAGER, OFFICER, SECOND_OFFICER, SOCIAL_WORKER, House, Person
from tests.stories.referring import (
    GO_ON,
    answers_to_the_end,
    begins,
    fills_page,
    inputs_of,
    is_asked,
    must_be_answered,
    page_here,
)

WRONG = {Kind.PHONE: "nine nine nine", Kind.EMAIL: "not an address", Kind.POSTCODE: "nowhere", Kind.DATE: "32"}
CHILDS_OWN = {"council-contacted", "who-receives-the-decision", "age"}


def test_an_adults_pages(house: House) -> None:
    officer = house.at_work(OFFICER)
    answers = adult_answers(legal_day(timezone.now()))
    tried: list[str] = []
    asks_nothing: list[str] = []  # nothing that must be answered

    def first_wrong(person: Person, page: Page) -> None:
        if must_be_answered(page):
            sends_it_empty(person, page)
            tried.append(page.slug)
        else:
            asks_nothing.append(page.slug)
        sends_part_of_it_wrong(person, page, answers)

    begins(officer)
    went = answers_to_the_end(officer, answers, before=first_wrong)
    assert len(tried) > 25
    assert [slug for slug in went if slug not in asks_nothing] == tried


def test_a_childs_own_pages(house: House) -> None:
    worker = house.at_work(SOCIAL_WORKER)
    answers = child_answers(legal_day(timezone.now()))
    draft = house.has_draft(answers, by=SOCIAL_WORKER)
    answers["council_contacted"] = "City of Cardiff Council"  # as it is typed, not as it is kept
    for slug in sorted(CHILDS_OWN):
        worker.opens(f"{draft}{slug}/")
        for name, values in worker.holds().items():
            if is_asked(worker, name) and values != [""]:
                empties(worker, name)
        worker.presses(GO_ON)
        assert worker.problems()
        assert page_here(worker).slug == slug
        sends_part_of_it_wrong(worker, page_here(worker), answers)


def empties(person: Person, name: str) -> None:
    box = person.page.locator(f'main [name="{name}"]').first
    if box.evaluate("element => element.type") in ("radio", "checkbox"):
        person.page.evaluate(
            "name => document.querySelectorAll(`[name='${name}']`).forEach(each => each.checked = false)", name
        )
    elif box.evaluate("element => element.type") == "select-one":
        box.select_option("")
    else:
        box.evaluate("element => element.value = ''")


def sends_it_empty(person: Person, page: Page) -> None:
    person.presses(GO_ON)
    told = person.problems()
    assert told, page.slug
    assert page_here(person).slug == page.slug
    assert person.page.locator(".govuk-error-summary").count() == 1


def sends_part_of_it_wrong(person: Person, page: Page, answers: dict[str, object]) -> None:
    """Everything right but one thing: that one is named, and everything is still there, the wrong one too."""
    given = inputs_of(page, answers)
    for question in page.questions:
        wrong = WRONG.get(question.kind)
        name = f"{question.key}-day" if question.kind is Kind.DATE else question.key
        if wrong is None or not is_asked(person, name) or not given.get(name):
            continue
        fills_page(person, answers)
        person.fills({name: [wrong]})
        before = person.holds()
        person.presses(GO_ON)
        assert person.problems(), f"{page.slug}: {wrong} was taken for {name}"
        assert person.holds() == before


def test_a_text_that_is_too_long_and_a_name_that_fits_several(house: House) -> None:
    officer = house.at_work(OFFICER)
    draft = house.has_draft()
    officer.opens(f"{draft}how-they-were-treated/")
    officer.page.locator("#treatment").evaluate("element => element.value = 'Long '.repeat(3100)")
    before = officer.holds()
    officer.presses(GO_ON)
    assert any("15,000 characters" in each for each in officer.problems())
    assert officer.holds() == before
    officer.opens(f"{draft}nationality/").fills({"nationality": ["Gui"]}).presses(GO_ON)
    assert officer.problems()
    officer.sees("You typed “Gui”. These fit:")


def test_the_forms_of_a_case(house: House) -> None:
    # Given a case
    reference = house.has_case()
    caseworker, second_officer = house.at_work(CASEWORKER), house.at_work(SECOND_OFFICER)

    # When a caseworker adds evidence without saying what kind it is
    caseworker.opens(f"/cases/{reference}/").presses("Add evidence")
    caseworker.fills({"text": ["  A pay slip.\n\nOf March."], "source": ["The employer"]}).presses("Add it")
    # Then that is said, and the text is still there to be kept
    assert caseworker.problems()
    assert caseworker.page.input_value("#text") == "  A pay slip.\n\nOf March."
    assert caseworker.page.input_value("#source") == "The employer"
    kind = caseworker.page.locator("#kind option").nth(1).get_attribute("value") or ""
    caseworker.fills({"kind": [kind]}).presses("Add it").sees("The employer")
    # And evidence without text likewise
    caseworker.presses("Add evidence").fills({"kind": [kind]}).presses("Add it")
    assert caseworker.problems()
    assert caseworker.page.input_value("#kind") == kind

    # When they decide without an outcome, or negatively without reasons
    caseworker.opens(f"/cases/{reference}/").presses("Decide on reasonable grounds")
    caseworker.fills({"reasons": ["Nothing supports it."]}).presses("Continue")
    assert caseworker.problems()
    assert caseworker.page.input_value("#reasons") == "Nothing supports it."
    caseworker.fills({"outcome": ["negative"], "reasons": [""]}).presses("Continue")
    assert caseworker.problems()
    assert caseworker.holds()["outcome"] == ["negative"]
    caseworker.fills({"reasons": ["Nothing supports it."]}).presses("Continue").sees("Put forward, to be checked")

    # When the second officer answers nothing, or returns it without a remark
    second_officer.opens(f"/cases/{reference}/").presses("Check the decision")
    second_officer.fills({"remark": ["Look again."]}).presses("Continue")
    assert second_officer.problems()
    assert second_officer.page.input_value("#remark") == "Look again."
    second_officer.fills({"agreed": ["no"], "remark": [""]}).presses("Continue")
    assert second_officer.problems()
    assert second_officer.holds()["agreed"] == ["no"]
    second_officer.fills({"remark": ["Look again."]}).presses("Continue").sees("Returned by the second officer")

    # When a manager gives a case that nobody holds to nobody
    manager, nobodys = house.at_work(MANAGER), house.has_case()
    manager.opens(f"/cases/{nobodys}/").presses("Say who holds the case").presses("Save")
    assert manager.problems()
    manager.page.get_by_label("Bea Lock").check()
    manager.presses("Save").sees("Bea Lock")

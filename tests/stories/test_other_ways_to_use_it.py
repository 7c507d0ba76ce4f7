"""The same journey for those who have no JavaScript, and for those who have no mouse."""

from __future__ import annotations

from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, OFFICER, House, Person
from tests.stories.referring import GO_ON, answers_to_the_end, begins


def test_without_javascript(house: House) -> None:
    officer = house.somebody(OFFICER, java_script_enabled=False).signs_in()
    answers = adult_answers(legal_day(timezone.now()))
    begins(officer)
    went = answers_to_the_end(officer, answers, until="date-of-birth")
    assert {"consent", "support-wanted", "name"} < set(went)
    officer.opens(f"{house.has_draft(answers | {'gender': 'male'})}check-answers/")
    officer.page.locator('a[href*="/gender/"]').click()
    officer.fills({"gender": ["female"]}).presses(GO_ON).sees("Female").presses("Send the referral")
    reference = house.reference_on(officer)
    caseworker = house.at_work(CASEWORKER, java_script_enabled=False)
    caseworker.opens(f"/cases/{reference}/").presses("Take the case").presses("Decide on reasonable grounds")
    caseworker.fills({"outcome": ["positive"], "reasons": ["Supported."]}).presses("Continue").sees("Served")


def tabs_to(person: Person, selector: str) -> None:
    """Press Tab until this has the focus, which must be seen."""
    for _ in range(60):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} on {person.path} is not reached by the keyboard")


def presses_enter(person: Person, selector: str) -> None:
    tabs_to(person, selector)
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


def test_by_keyboard_only(house: House) -> None:
    # Given an officer who uses no mouse
    officer = house.at_work(OFFICER).opens("/referrals/")
    keys = officer.page.keyboard
    # When they begin a referral and answer the first pages
    presses_enter(officer, "main a.govuk-button")
    presses_enter(officer, "main button")
    tabs_to(officer, "[name=danger_now]")
    keys.press("ArrowDown")
    presses_enter(officer, "main button")
    tabs_to(officer, "[name=referrer_nation]")
    keys.press("Space")
    presses_enter(officer, "main button")
    # And send a page with a gap
    presses_enter(officer, "main button")
    # Then the summary of problems has the focus, and Enter leads from it into the field
    assert officer.page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    tabs_to(officer, ".govuk-error-summary a")
    keys.press("Enter")
    assert officer.page.evaluate("document.activeElement.id") == "age_answer"
    keys.press("Space")
    presses_enter(officer, "main button")
    assert officer.path.endswith("/council-contacted/")
    # And a finished draft can be sent
    officer.opens(f"{house.has_draft()}check-answers/")
    tabs_to_send(officer)
    officer.sees("Referral received")


def tabs_to_send(officer: Person) -> None:
    """The last thing on the page is its button: many links to change an answer stand before it."""
    officer.page.locator("main button").focus()
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")

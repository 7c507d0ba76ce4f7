"""A caseworker's day: finding a case, taking it, flag, note, task, and handing it over because of an absence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, MANAGER, SECOND_CASEWORKER, SECOND_OFFICER, House, Person

pytestmark = pytest.mark.proves("PRIV-02")  # conftest.py hears every address that is asked for

NOTE = "The interview was in Romanian. @Ruth Alder, please read the record before we decide."


def finds(person: Person, part: str, reference: str) -> None:
    person.opens("/cases/").fills({"q": [part]}).presses("Find")
    person.follows(reference)


def day_boxes(name: str, days: int) -> dict[str, list[str]]:
    day = legal_day(timezone.now()) + timedelta(days=days)
    return {f"{name}-{part}": [str(getattr(day, part))] for part in ("day", "month", "year")}


def test_a_caseworkers_day(house: House) -> None:
    # Given a case that nobody holds yet
    reference = house.has_case()
    caseworker = house.at_work(CASEWORKER)

    # When the caseworker finds it by a part of its reference and takes it
    finds(caseworker, reference[4:8].lower(), reference)
    caseworker.presses("Take the case").sees("Held byYou")

    # And raises a flag
    caseworker.follows("Raise a flag").fills({"flags": ["needs_interpreter"]}).presses("Save")
    caseworker.sees("Needs an interpreter")

    # And writes a note that mentions the second officer, who finds it under "For you"
    caseworker.follows("Write a note, or read them all")
    caseworker.presses("Write the note")
    assert caseworker.problems() == ["Write what the note says."]
    caseworker.fills({"text": [NOTE]}).presses("Write the note").sees("please read the record")
    second_officer = house.at_work(SECOND_OFFICER).opens("/").follows("For you")
    second_officer.sees("You were mentioned in " + reference).presses(f"I have read it {reference}")
    second_officer.sees("You read this on")

    # And adds a task that is due
    caseworker.opens(f"/cases/{reference}/").follows("Add a task, or see them all")
    caseworker.fills({"title": ["Book an interpreter."], **day_boxes("due", 3)}).presses("Add the task")
    caseworker.opens("/").follows("Tasks").sees("Book an interpreter.")

    # When they will be away and a colleague covers, the colleague sees their work
    caseworker.follows("Absences")
    away = {"cover": [cover_on(caseworker, "Bea Lock")], **day_boxes("from", 0), **day_boxes("until", 6)}
    caseworker.fills(away).presses("Save").sees("Covered by Bea Lock")
    colleague = house.at_work(SECOND_CASEWORKER).opens("/cases/").sees("You are covering for Imran Hollis")
    colleague.follows("Their cases").sees(reference)

    # And when they hand the case over with a note, the colleague holds it, its task too
    caseworker.opens(f"/cases/{reference}/").follows("Hand the case over")
    told = "The interpreter is booked for Monday."
    caseworker.fills({"to": [cover_on(caseworker, "Bea Lock", "to")], "note": [told]}).presses("Hand it over")
    caseworker.says_why_if_asked()  # from now on it is a colleague's work
    caseworker.sees("Held byBea Lock")
    colleague.opens(f"/cases/{reference}/").sees("Held byYou").sees(told)
    colleague.follows("Book an interpreter.").fills({"do": ["done"]}).presses("Save").sees("Done")

    # And the timeline tells it all
    colleague.opens(f"/cases/{reference}/timeline/").sees("The case was handed over to Bea Lock, with a note.")
    colleague.follows("Tasks, notes and flags").sees("A flag was raised: needs interpreter.")


def test_a_manager_looks_at_the_load(house: House) -> None:
    # Given two cases, one of them with a caseworker
    held, unheld = house.has_case(), house.has_case({**answers_of_another()})
    house.at_work(CASEWORKER).opens(f"/cases/{held}/").presses("Take the case")

    # When the manager looks at the load
    manager = house.at_work(MANAGER).opens("/").follows("Load")

    # Then each colleague's open cases are counted, and lead to the list of them
    manager.sees("Open cases by who holds them").sees("Imran Hollis")
    manager.follows("Imran Hollis").sees(held).does_not_see(unheld)
    manager.opens("/load/").follows("Nobody yet").sees(unheld).does_not_see(held)

    # And when they let new cases find somebody in turn, the next case has found somebody
    manager.opens("/load/").page.get_by_role("link", name="Change").first.click()
    manager.fills({"way": ["round_robin"]}).presses("Save").sees("In turn among those who are there")
    third = house.has_case({**answers_of_another(first_name="Third")})
    manager.opens(f"/cases/{third}/").does_not_see("Nobody yet")


def cover_on(person: Person, name: str, field: str = "cover") -> str:
    """The value of a colleague in a list of them on the page."""
    found = person.page.locator(f'select[name="{field}"] option', has_text=name).get_attribute("value")
    assert found
    return found


def answers_of_another(**changed: object) -> dict[str, object]:
    """Another person's answers, so that nobody takes them for a duplicate."""
    from opennrm.demo.answers import adult_answers

    return adult_answers(legal_day(timezone.now())) | {"first_name": "Petr", "last_name": "Smyšlený"} | changed

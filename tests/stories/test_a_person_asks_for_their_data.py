"""A person asks for what is kept about them: what is others' is held back, and two people look before it leaves."""

from __future__ import annotations

import pytest

from tests.disclosure.records import everything_in
from tests.stories.people import CASEWORKER, MANAGER, RECORDS_OFFICER, House, Person

pytestmark = pytest.mark.proves("PRIV-02")  # conftest.py hears every address that is asked for

TOLD = "She rang the helpline. Dritan Kanarek drove her to the station."


def test_a_person_asks_for_their_data(house: House) -> None:
    # Given a case with evidence that names a friend, and a note with advice of a lawyer
    reference = house.has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/").presses("Add evidence")
    caseworker.fills({"kind": ["other"], "text": [TOLD]}).presses("Add it")
    caseworker.follows("Write a note, or read them all")
    note = {"text": ["Our lawyer would wait."], "visibility": ["team"], "mark": ["legal_privilege"]}
    caseworker.fills(note).presses("Write the note")

    # When the caseworker marks the sentence that is about the friend
    caseworker.opens(f"/cases/{reference}/").presses("Disclosures and holds").presses("Mark what must be held back")
    caseworker.follows("Evidence: Other").presses("Mark it")
    assert caseworker.problems() == ["Choose why it must be held back."]
    chosen = {"mark": ["third_party"], "sentence": ["1"], "about": ["Dritan Kanarek"]}
    caseworker.fills(chosen).presses("Mark it").sees("Dritan Kanarek drove her to the station. (Dritan Kanarek)")

    # And the records officer puts together what the person asked for
    officer = house.at_work(RECORDS_OFFICER).opens(f"/cases/{reference}/disclosures/").presses("Begin a disclosure")
    officer.presses("Begin it")
    assert officer.problems() == ["Choose for whom it is."]
    asked = {"purpose": ["subject_access"], "basis": ["right_of_access"], "recipient": ["Linh Exemple"]}
    officer.fills(asked).presses("Begin it").sees("What is held back is to be decided")

    # And decides what is held back, after reading what would be given
    officer.presses("Decide what is held back").presses("Show what would be given")
    officer.sees("She rang the helpline. [Held back: it is about somebody else").does_not_see("Our lawyer would wait.")
    officer.presses("Decide it so")
    assert officer.problems() == [
        "Say that you have read every part, and that what must not leave is marked. Nothing leaves before that."
    ]
    officer.fills({"read": ["yes"]}).presses("Decide it so").sees("A second person is to release it")
    there = officer.path

    # Then it cannot be taken out before the manager has read and released it
    officer.opens(f"{there}take/").presses("Take it out")
    assert officer.problems() == ["Nothing leaves before a second person has released it."]
    manager = house.at_work(MANAGER).opens(there).presses("Read and release it")
    manager.sees("it is advice of a lawyer").does_not_see("Our lawyer would wait.")
    manager.fills({"agreed": ["yes"]}).presses("Send").sees("Released").sees("Fingerprint of the file")

    # And the file says everything about the person, and nothing about the friend
    said = everything_in(taken(officer.opens(there).presses("Take the file out")))
    assert "She rang the helpline." in said
    for others in ("Kanarek", "Our lawyer"):
        assert others not in said

    # And the case shows what left, to whom and on what basis
    caseworker.opens(f"/cases/{reference}/disclosures/").sees("The person asked for their own data").sees("Released")
    caseworker.opens(f"/cases/{reference}/timeline/").sees("A disclosure was released: subject access.")


def taken(officer: Person) -> bytes:
    """The file that they are sent."""
    with officer.page.expect_download() as coming:
        officer.page.locator("main").get_by_role("button", name="Take it out", exact=True).click()
    return coming.value.path().read_bytes()

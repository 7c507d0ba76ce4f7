"""A negative decision: written, returned, changed, countersigned, changed again, countersigned again, served."""

from __future__ import annotations

from tests.stories.people import CASEWORKER, SECOND_OFFICER, House, Person

FIRST = "The account differs between the two days.\n\nNothing that was found supports it."
BETTER = FIRST + "\n\nThe bank’s records show wages paid to the person."
BEST = BETTER + "\n\nThe person was asked about them on 3 March."


def writes(caseworker: Person, button: str, reasons: str) -> None:
    caseworker.presses(button)
    caseworker.fills({"outcome": ["negative"], "reasons": [reasons]}).presses("Continue")


def checks(second_officer: Person, reference: str, *, agrees: bool, remark: str = "") -> None:
    second_officer.opens(f"/cases/{reference}/").presses("Check the decision")
    second_officer.fills({"agreed": ["yes" if agrees else "no"], "remark": [remark]}).presses("Continue")


def test_an_adult_to_a_negative_with_second_officer(house: House) -> None:
    # Given a case, a caseworker and a second officer
    reference = house.has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/")
    second_officer = house.at_work(SECOND_OFFICER)

    # When the caseworker writes a negative decision
    writes(caseworker, "Decide on reasonable grounds", FIRST)

    # Then nobody is told, and the caseworker can neither serve nor check it
    caseworker.sees("Put forward, to be checked").sees("No letter has been written yet")
    assert caseworker.page.get_by_role("button", name="Serve the decision").count() == 0
    assert caseworker.opens(f"/cases/{reference}/reasonable-grounds/check/").status == 403
    caseworker.opens(f"/cases/{reference}/")

    # When the second officer finds it waiting and returns it with a remark
    second_officer.opens("/").follows("Work list").follows(reference)
    second_officer.presses("Check the decision").sees("The account differs between the two days.")
    second_officer.fills({"agreed": ["no"], "remark": ["What do the bank’s records say?"]}).presses("Continue")
    second_officer.sees("Returned by the second officer")

    # Then the caseworker reads the remark where the decision is changed, and puts it forward again
    caseworker.page.reload()
    caseworker.presses("Decide on reasonable grounds").sees("What do the bank’s records say?")
    assert caseworker.page.input_value("#reasons").replace("\r", "") == FIRST
    caseworker.fills({"reasons": [BETTER]}).presses("Continue")

    # When the second officer agrees with that text
    checks(second_officer, reference, agrees=True)
    second_officer.sees("Countersigned, to be served")

    # And the caseworker changes it once more, though told what that does
    caseworker.page.reload()
    caseworker.presses("Change the decision").sees("they must check it again")
    caseworker.fills({"reasons": [BEST]}).presses("Continue")

    # Then the countersignature is void, and it must be checked again before it can be served
    caseworker.sees("void since").sees("Put forward, to be checked")
    assert caseworker.page.get_by_role("button", name="Serve the decision").count() == 0
    checks(second_officer, reference, agrees=True)
    caseworker.page.reload()
    caseworker.presses("Serve the decision")

    # Then it is served, with a letter that gives the reasons
    caseworker.sees("Served").sees("Reconsideration request")
    assert caseworker.downloads("Reasonable grounds: negative decision, with reasons (PDF)").startswith(b"%PDF")
    assert BEST.splitlines()[-1] in house.words_of_letters(reference)

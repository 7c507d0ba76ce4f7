"""A case turns out to be another authority's: it passes on with its day of receipt, out of sight of who had it."""

from __future__ import annotations

from tests.stories.people import CASEWORKER, House

ENFORCEMENT = "caseworker@enforcement.example"
TITLE = "Immigration Enforcement Competent Authority"


def test_a_transfer_between_authorities(house: House) -> None:
    # Given a case that a caseworker holds
    reference = house.has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/").presses("Take the case")
    elsewhere = house.at_work(ENFORCEMENT)
    assert elsewhere.opens(f"/cases/{reference}/").status == 404

    # When it is passed to the authority that decides it
    caseworker.presses("Pass to another authority").sees("keeps its day of receipt")
    caseworker.fills({"authority": ["immigration_enforcement_competent_authority"]}).presses("Pass the case on")

    # Then it is that authority's, with everything about it, and nobody holds it yet
    assert caseworker.opens(f"/cases/{reference}/").status == 404
    elsewhere.opens("/cases/").sees(reference)
    elsewhere.opens(f"/cases/{reference}/").sees(TITLE).sees("Nobody yet").sees("The case passed from")
    elsewhere.sees("Target").presses("Take the case")
    elsewhere.sees("You")

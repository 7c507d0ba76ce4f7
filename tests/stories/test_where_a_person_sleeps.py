"""An address that stands open on no page: a caseworker asks for it, sees it once, and the history says so."""

from __future__ import annotations

import re

import pytest

from tests.stories.people import CASEWORKER, House

SHOW = re.compile("^Show the address.*Postal address for the decision")


@pytest.mark.proves("14.2.6")
@pytest.mark.parametrize("java_script", [False, True], ids=["without scripts", "with scripts"])
def test_an_address_is_asked_for_seen_once_and_told_of(house: House, java_script: bool) -> None:
    # Given a case whose referral gives a safe address
    reference = house.has_case()
    caseworker = house.at_work(CASEWORKER, java_script_enabled=java_script)
    # When a caseworker opens it
    caseworker.opens(f"/cases/{reference}/").sees("Hidden")
    # Then nothing of the address is on the page or in its source
    assert "Lantern House" not in caseworker.page.content()
    # When they ask for it
    with caseworker.page.expect_navigation():
        caseworker.page.get_by_role("button", name=SHOW).click()
    # Then they see it, and neither its title nor its address in the browser tells it
    caseworker.sees("Lantern House").sees("that is recorded").does_not_see("07700 900123")
    assert "Lantern" not in caseworker.page.title() + caseworker.page.url
    # When they go back, it is hidden again
    caseworker.follows("Back").sees("Hidden")
    assert "Lantern House" not in caseworker.page.content()
    # And who works on the case sees that they asked
    caseworker.opens(f"/cases/{reference}/who-looked/").sees("An address, which is hidden until it is asked for")

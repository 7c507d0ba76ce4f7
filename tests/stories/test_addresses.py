"""Finding somebody by name, phone and reference: no address that is asked for on the way tells whom."""

from __future__ import annotations

import pytest

from tests.addresses import Heard
from tests.stories.people import CASEWORKER, House, Person

BY_REFERENCE = "form[role=search]"


def looks_for(person: Person, name: str, typed: str, button: str) -> Person:
    return person.opens("/find/").fills({name: [typed]}).presses(button)


@pytest.mark.proves("PRIV-02", "14.2.1")
def test_finding_a_case_and_going_back_to_what_was_found(house: House, heard: Heard) -> None:
    reference = house.has_case()
    caseworker = house.somebody(CASEWORKER, java_script_enabled=False).is_signed_in()
    for name, typed, button in (
        ("person", "Exemple Linh", "Find by name"),
        ("person", "07700 900123", "Find by name"),
        ("q", reference[4:8].lower(), "Find"),
    ):
        looks_for(caseworker, name, typed, button).sees(reference)
        caseworker.follows(reference).sees("Linh")
        caseworker.page.go_back()
        caseworker.sees(reference)
        assert caseworker.page.locator(f"[name={name}]").input_value() == typed
        caseworker.page.reload()
        caseworker.sees(reference)
    looks_for(caseworker, "q", "Linh Exemple", "Find").sees("No case of your teams has this in its reference.")
    looks_for(caseworker, "q", reference, "Find")
    assert caseworker.path == f"/cases/{reference}/"
    caseworker.opens("/cases/").fills({"due_within": ["Linh"], "kind": ["adult"]}).presses("Filter")
    assert caseworker.problems() == ["Write a number of days up to 365."]
    caseworker.fills({"due_within": ["300"]}).presses("Filter").sees(reference)
    assert caseworker.path == "/cases/?show=open&kind=adult&due_within=300"
    assert {"Exemple Linh", "Linh Exemple", "07700 900123"} <= set(heard.typed)


@pytest.mark.proves("PRIV-02", "OPS-08")
def test_a_planted_form_that_searches_by_get_is_heard(house: House, heard: Heard) -> None:
    house.has_case()
    caseworker = house.at_work(CASEWORKER).opens("/find/")
    assert heard.faults() == []
    caseworker.page.evaluate(f"document.querySelector('{BY_REFERENCE}').method = 'get'")
    caseworker.fills({"q": ["Linh Exemple"]}).presses("Find")
    assert "q=Linh+Exemple" in caseworker.page.url
    caseworker.follows("Work list")
    told = [fault for fault in heard.faults() if fault.startswith("/find/?")]
    assert any(fault.endswith("no code: Linh Exemple") for fault in told)
    assert any(fault.endswith("holds: Exemple") for fault in told)
    heard.empty()

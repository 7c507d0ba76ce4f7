"""The roles page."""

from __future__ import annotations

from opennrm.partners.picture import roles_page


def test_it_says_whose_people_can_hold_a_role() -> None:
    page = roles_page()
    assert "Held by people of a first responder organisation." in page
    assert "Held by people of a competent authority." in page
    assert "Held by people of any organisation." in page
    assert "Held by people of a competent authority or an oversight body." in page


def test_the_table_has_a_column_for_every_role() -> None:
    rows = [line for line in roles_page().splitlines() if line.startswith("| ")]
    assert len({row.count("|") for row in rows}) == 1

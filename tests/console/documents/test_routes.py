"""The page of addresses has a line for each."""

from __future__ import annotations

from opennrm.console.documents.routes import addresses, routes_page


def test_every_address_has_its_line() -> None:
    page = routes_page()
    assert all(f"| `{each.pattern}` | `{each.name}` | {each.policy} |" in page for each in addresses())
    assert len(addresses()) > 40

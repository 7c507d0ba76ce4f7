"""The page of the standard names every field and says of each where it stands."""

from __future__ import annotations

from opennrm.console.documents.htcds import htcds_page
from opennrm.questions.htcds import fields


def test_every_field_stands_on_the_page_with_where_it_stands() -> None:
    page = htcds_page()
    for each in fields():
        assert f"| `{each.name}`" in page
        assert not each.because or each.because in page
    assert "Of 92 fields" in page
    assert "does not endorse" in page

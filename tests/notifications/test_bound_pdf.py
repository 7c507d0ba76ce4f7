"""Several letters in one PDF, each on sheets of its own."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from opennrm.notifications.bound_pdf import bound, sheets_of


def of_pages(number: int) -> bytes:
    writer, made = PdfWriter(), BytesIO()
    for _ in range(number):
        writer.add_blank_page(width=595, height=842)
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(("pages", "sheets"), [(1, 1), (2, 1), (3, 2)])
def test_a_sheet_has_two_sides(pages: int, sheets: int) -> None:
    assert sheets_of(of_pages(pages)) == sheets


def test_each_begins_on_a_sheet_of_its_own() -> None:
    made = PdfReader(BytesIO(bound([of_pages(1), of_pages(3), of_pages(2)], title="Letters to post")))
    assert len(made.pages) == 2 + 4 + 2
    assert made.metadata is not None
    assert made.metadata.title == "Letters to post"

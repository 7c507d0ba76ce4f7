"""A prompt sheet is printed as tagged PDF, with every question by number, the same each time, and names nobody."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from opennrm.notifications.prompt_sheets import prompt_sheet_pdf
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.prompt_sheet import Sheet, prompt_sheet

DAY = date(2026, 5, 1)


@pytest.mark.parametrize("sheet", list(Sheet))
def test_every_question_is_printed_with_its_number(sheet: Sheet) -> None:
    reader = PdfReader(BytesIO(prompt_sheet_pdf(CATALOGUE, sheet, on=DAY)))
    said = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for section in prompt_sheet(CATALOGUE, sheet):
        for asked in section.asked:
            assert f"{asked.number}. {asked.ask}" in said
    assert f"Questions, version {CATALOGUE.version}" in said
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert str(reader.metadata and reader.metadata.title).startswith("Prompt sheet: ")


def test_printed_again_it_is_the_same() -> None:
    assert prompt_sheet_pdf(CATALOGUE, Sheet.CHILD, on=DAY) == prompt_sheet_pdf(CATALOGUE, Sheet.CHILD, on=DAY)

"""A table as CSV: one heading, and nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io

import pytest

from opennrm.statistics.export import as_csv
from opennrm.statistics.queries import Table


@pytest.mark.proves("1.2.10")
def test_cells_survive_and_formulas_are_disarmed() -> None:
    rows = (("=SUM(A1)", 1), ('a, "b"\nc', -2), (" +1", 2.5), ("plain", 0))
    read = list(csv.reader(io.StringIO(as_csv(Table("k", "t", "c", ("What", "Number"), rows)), newline="")))
    assert read == [
        ["What", "Number"],
        ["'=SUM(A1)", "1"],
        ['a, "b"\nc', "-2"],
        ["' +1", "2.5"],
        ["plain", "0"],
    ]


@pytest.mark.proves("1.2.10")
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\n", "\x00", " \t ", "\u00a0", "\ufeff"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_begins_like_a_formula_also_after_what_is_not_seen(before: str, sign: str) -> None:
    written = as_csv(Table("k", "t", "c", ("What",), ((f"{before}{sign}cmd|' /C calc'!A0",),)))
    cell = next(reversed(list(csv.reader(io.StringIO(written, newline="")))))[0]
    assert cell.startswith("'")


@pytest.mark.parametrize("cell", ["Wales", "", "2-3", "a=b", "'quoted"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert as_csv(Table("k", "t", "c", ("What",), ((cell, 1),))).endswith(f"{cell},1\r\n")

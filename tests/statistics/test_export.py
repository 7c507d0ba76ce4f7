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

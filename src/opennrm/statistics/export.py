"""A table as CSV, with nothing in it that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io

from opennrm.statistics.queries import Table

FORMULAS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""What spreadsheets begin a formula with, and the wide forms that some of them read in the same way."""
UNSEEN = "\t\r\n\x00"
"""Spreadsheets pass over these, and a cell that begins with one is a formula to some."""


def as_csv(table: Table) -> str:
    """The table as CSV text (RFC 4180), one heading row first."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(table.columns)
    writer.writerows([[_harmless(cell) for cell in row] for row in table.rows])
    return written.getvalue()


def _harmless(cell: str | int | float) -> str | int | float:
    """A text that begins like a formula, also after what is not seen, gets an apostrophe before it."""
    if isinstance(cell, str) and (cell[:1] in tuple(UNSEEN) or cell.lstrip(f"{UNSEEN} \u00a0\ufeff")[:1] in FORMULAS):
        return f"'{cell}"
    return cell

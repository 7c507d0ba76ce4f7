"""A table as CSV, with nothing in it that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io

from opennrm.statistics.queries import Table


def as_csv(table: Table) -> str:
    """The table as CSV text (RFC 4180), one heading row first."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(table.columns)
    writer.writerows([[_harmless(cell) for cell in row] for row in table.rows])
    return written.getvalue()


def _harmless(cell: str | int | float) -> str | int | float:
    """A text that begins like a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip()[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell

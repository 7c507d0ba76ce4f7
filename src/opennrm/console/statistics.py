"""The verb `statistics`: the figures, counted from events alone; the same that the figures page shows."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console.house import in_the_house

HELP = "print the figures, all tables or one, also as CSV"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which table, and how."""
    parser.add_argument("table", nargs="?", metavar="TABLE", help="the key of one table (default: all)")
    parser.add_argument("--csv", action="store_true", help="print one table as CSV")


@in_the_house
def run(options: argparse.Namespace) -> int | dict[str, Any]:
    """Count what is new, and give the tables. Raises `Fault` for a table that there is not."""
    from opennrm.statistics.actions import catch_up  # noqa: PLC0415 - Django is set up only by now
    from opennrm.statistics.export import as_csv  # noqa: PLC0415
    from opennrm.statistics.queries import TABLES  # noqa: PLC0415

    there = f"the tables are {', '.join(TABLES)}"
    if options.table and options.table not in TABLES:
        raise Fault(f"There is no table {options.table!r}: {there}.")
    if options.csv and not options.table:
        raise Fault(f"CSV holds one table, so name it: {there}.")
    catch_up()
    if options.csv:
        print(as_csv(TABLES[options.table]()), end="")
        return 0
    made = [TABLES[key]() for key in ([options.table] if options.table else TABLES)]
    return {
        "tables": [
            {
                "key": table.key,
                "title": table.title,
                "counts": table.counts,
                "columns": table.columns,
                "rows": table.rows,
            }
            for table in made
        ]
    }


def tell(result: dict[str, Any]) -> str:
    """Each table in columns, under its title."""
    return "\n\n".join(_table(table) for table in result["tables"])


def _table(table: dict[str, Any]) -> str:
    lines = [[str(cell) for cell in row] for row in (table["columns"], *table["rows"])]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    drawn = ["  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([f"{table['title']} ({table['key']})", table["counts"], *drawn])

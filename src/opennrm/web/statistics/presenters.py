"""Tables of figures as a page shows them, each with a chart of the same numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from opennrm.statistics.queries import Table
from opennrm.web import wording
from opennrm.web.components.charts import bar_chart

NUMBERS = frozenset(
    {
        "Referrals",
        "Decisions",
        "Decisions made",
        "Reconsidered",
        "Standing",
        "Median days",
        "Median days from reasonable grounds",
        "Median days from receipt",
        "Notifications",
    }
)


def table_with_chart(table: Table) -> dict[str, Any]:
    """A table with its columns, rows and, where there is anything to draw, its chart."""
    return {
        "key": table.key,
        "title": table.title,
        "counts": table.counts,
        "columns": [{"text": column, "numeric": column in NUMBERS} for column in table.columns],
        "rows": [
            [
                {"text": _shown(cell), "numeric": column in NUMBERS}
                for column, cell in zip(table.columns, row, strict=True)
            ]
            for row in table.rows
        ],
        "chart": _chart(table),
    }


def _shown(cell: str | int | float) -> str:
    if isinstance(cell, float):
        return f"{cell:g}"
    if isinstance(cell, int):
        return f"{cell:,}"
    return cell if cell[:1].isdigit() else wording.code(cell)


def _chart(table: Table) -> Any:
    """Bars of the last column, added up by quarter and what the middle columns tell apart."""
    bars: dict[str, float] = defaultdict(float)
    for row in table.rows:
        told_apart = [_shown(cell) for cell in row[1:-1] if isinstance(cell, str)]
        bars[" · ".join([str(row[0]), *dict.fromkeys(told_apart)])] += float(row[-1])
    if not bars:
        return None
    described = f"One bar for each row of the table below, which gives the same figures. {table.counts}"
    return bar_chart(f"chart-{table.key}", table.title, described, list(bars.items())[-24:])

"""A small bar chart as SVG in the page: no JavaScript, no inline style, readable in high contrast and from the right.

It shows at a glance; the table beside it, which is the page's job, says everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_bidi
from markupsafe import Markup, escape

WIDTH = 640
ROW = 34
LABEL = 200
NUMBER = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, the words for its length (a rounded or withheld figure), and whether it is of
    the second kind, which is drawn hollow with a dashed edge so that no colour is needed to tell them apart."""

    label: str
    value: float
    shown: str = ""
    other: bool = False


def _row(bar: Bar, top: int, longest: float, rtl: bool) -> str:
    length = round(bar.value / longest * (WIDTH - LABEL - NUMBER - 10), 1) if longest > 0 else 0
    start = LABEL + 8
    label_at, bar_at, number_at = float(LABEL), float(start), start + length + 8
    if rtl:
        label_at, bar_at, number_at = WIDTH - label_at, WIDTH - bar_at - length, WIDTH - number_at
    other = " nrm-chart__bar--other" if bar.other else ""
    return (
        f'<text x="{label_at}" y="{top + 20}" text-anchor="end">{escape(bar.label)}</text>'
        f'<rect class="nrm-chart__bar{other}" x="{bar_at}" y="{top + 4}" width="{max(length, 0)}" height="22"/>'
        f'<text x="{number_at}" y="{top + 20}">{escape(bar.shown or f"{bar.value:,g}")}</text>'
    )


def bar_chart(own_id: str, title: str, description: str, bars: Sequence[Bar | tuple[str, float]]) -> Markup:
    """Take an id, a title, a sentence that says what the bars show, and the bars; give the chart.

    Raises ValueError for a bar below nought, which a bar chart of counts cannot show.
    """
    rows = [bar if isinstance(bar, Bar) else Bar(*bar) for bar in bars]
    if any(bar.value < 0 for bar in rows):
        raise ValueError("A bar below nought cannot be drawn: check the figures.")
    longest = max((bar.value for bar in rows), default=0)
    rtl = get_language_bidi()
    height = ROW * len(rows) + 8
    axis = WIDTH - LABEL - 8 if rtl else LABEL + 8
    drawn = "".join(_row(bar, place * ROW + 4, longest, rtl) for place, bar in enumerate(rows))
    return Markup(  # noqa: S704 - every part that comes from outside is escaped
        f'<svg class="nrm-chart" role="img" aria-labelledby="{escape(own_id)}-title {escape(own_id)}-description"'
        f' viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg" focusable="false">'
        f'<title id="{escape(own_id)}-title">{escape(title)}</title>'
        f'<desc id="{escape(own_id)}-description">{escape(description)}</desc>{drawn}'
        f'<line class="nrm-chart__axis" x1="{axis}" y1="0" x2="{axis}" y2="{height}"/></svg>'
    )

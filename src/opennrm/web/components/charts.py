"""A small bar chart as SVG in the page: no JavaScript, no inline style, readable in high contrast and from the right.

It shows at a glance; the table beside it, which is the page's job, says everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_bidi
from markupsafe import Markup, escape

# In units of the drawing; so few across that the words can still be read on a screen of 320 px.
WIDTH = 360
ROW = 54
NUMBER = 80


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, the words for its length (a rounded or withheld figure), and whether it is of
    the second kind, which is drawn hollow with a dashed edge so that no colour is needed to tell them apart."""

    label: str
    value: float
    shown: str = ""
    other: bool = False


def _row(bar: Bar, top: int, longest: float, rtl: bool) -> str:
    """One bar: its label above it, its figure after it; from the right where writing runs from the right."""
    length = round(bar.value / longest * (WIDTH - NUMBER), 1) if longest > 0 else 0
    label_at, bar_at, number_at = 1.0, 1.0, length + 8
    if rtl:
        label_at, bar_at, number_at = WIDTH - label_at, WIDTH - bar_at - length, WIDTH - number_at
    shown = bar.shown or f"{bar.value:,.{0 if bar.value == int(bar.value) else 1}f}"
    other = " nrm-chart__bar--other" if bar.other else ""
    return (
        f'<text x="{label_at:g}" y="{top + 16}">{escape(bar.label)}</text>'
        f'<rect class="nrm-chart__bar{other}" x="{bar_at:g}" y="{top + 23}" width="{length:g}" height="22"/>'
        f'<text x="{number_at:g}" y="{top + 40}">{escape(shown)}</text>'
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
    height = ROW * len(rows)
    axis = WIDTH - 1 if rtl else 1
    drawn = "".join(_row(bar, place * ROW, longest, rtl) for place, bar in enumerate(rows))
    return Markup(  # noqa: S704 - every part that comes from outside is escaped
        f'<svg class="nrm-chart" role="img" aria-labelledby="{escape(own_id)}-title {escape(own_id)}-description"'
        f' viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg" focusable="false">'
        f'<title id="{escape(own_id)}-title">{escape(title)}</title>'
        f'<desc id="{escape(own_id)}-description">{escape(description)}</desc>{drawn}'
        f'<line class="nrm-chart__axis" x1="{axis}" y1="0" x2="{axis}" y2="{height}"/></svg>'
    )

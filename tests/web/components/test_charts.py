"""Bar charts say what they show, in either direction of writing."""

from __future__ import annotations

import pytest
from django.utils import translation
from lxml import etree

from opennrm.web.components.charts import Bar, bar_chart

BARS = [Bar("Adults <18?>", 1_204_000), Bar("Children", 602_000, shown="602,000 (rounded)", other=True)]


def _drawn(direction: str = "en-gb") -> etree._Element:
    with translation.override(direction):
        return etree.fromstring(str(bar_chart("q", "Referrals", "By age.", BARS)))


def _all(drawing: etree._Element, name: str) -> list[etree._Element]:
    return drawing.findall(f"{{http://www.w3.org/2000/svg}}{name}")


def test_a_chart_is_named_and_described() -> None:
    drawing = _drawn()
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby", "").split() == [
        _all(drawing, "title")[0].get("id"),
        _all(drawing, "desc")[0].get("id"),
    ]


def test_the_lengths_are_in_proportion_and_the_figures_are_written_out() -> None:
    drawing = _drawn()
    long, short = (float(bar.get("width", "0")) for bar in _all(drawing, "rect"))
    assert long == pytest.approx(2 * short)
    assert [text.text for text in _all(drawing, "text")] == [
        "Adults <18?>",
        "1,204,000",
        "Children",
        "602,000 (rounded)",
    ]


def test_a_chart_is_mirrored_where_writing_runs_from_the_right() -> None:
    for left, right in zip(_all(_drawn(), "rect"), _all(_drawn("ar"), "rect"), strict=True):
        assert float(right.get("x", "0")) == pytest.approx(
            360 - float(left.get("x", "0")) - float(left.get("width", "0"))
        )


def test_a_chart_of_nothing_or_of_noughts_is_drawn() -> None:
    assert bar_chart("q", "None", "Nothing was received.", []).startswith("<svg")
    assert 'width="0"' in bar_chart("q", "None", "Nothing was received.", [("Adults", 0)])


def test_a_bar_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="below nought"):
        bar_chart("q", "Wrong", "Wrong.", [("Adults", -1)])

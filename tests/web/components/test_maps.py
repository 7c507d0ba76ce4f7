"""A map shows where in the country something happened, and says it in words too."""

from __future__ import annotations

import pytest
from lxml import etree

from opennrm.web.components.maps import CLOSE, place_map

BOSTON, BELFAST, LERWICK = (52.98, -0.03), (54.60, -5.93), (60.15, -1.15)


def _drawn(*points: tuple[str, tuple[float, float]]) -> etree._Element:
    return etree.fromstring(str(place_map("m", "Where <it> happened", "Two places.", points)))


def _all(drawing: etree._Element, name: str) -> list[etree._Element]:
    return drawing.findall(f"{{http://www.w3.org/2000/svg}}{name}")


def test_it_is_named_and_described_and_small() -> None:
    drawing = _drawn(("1", BOSTON))
    named = [_all(drawing, "title")[0].get("id"), _all(drawing, "desc")[0].get("id")]
    assert drawing.get("aria-labelledby", "").split() == named
    assert len(etree.tostring(drawing)) < 4_000


def test_points_lie_to_each_other_as_the_places_do() -> None:
    boston, belfast, lerwick = _all(_drawn(("1", BOSTON), ("2", BELFAST), ("3", LERWICK)), "circle")
    assert float(belfast.get("cx", "")) < float(lerwick.get("cx", "")) < float(boston.get("cx", ""))
    assert float(lerwick.get("cy", "")) < float(belfast.get("cy", "")) < float(boston.get("cy", ""))


def test_places_too_close_to_be_told_apart_share_a_dot_with_both_numbers() -> None:
    beside = (BOSTON[0] + 0.05, BOSTON[1])
    drawing = _drawn(("1", BOSTON), ("2", BELFAST), ("3", beside))
    assert [text.text for text in _all(drawing, "text")] == ["1, 3", "2"]
    assert len(_all(drawing, "circle")) == 2
    assert all(0 <= float(text.get("x", "")) <= 310 - CLOSE for text in _all(drawing, "text"))


def test_a_point_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the United Kingdom"):
        _drawn(("1", (48.85, 2.35)))

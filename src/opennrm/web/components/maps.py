"""A small map of the United Kingdom as SVG in the page, with numbered points: no tiles, no JavaScript, no inline style.

The land is drawn from the list of places itself, as squares of some twenty kilometres that hold one: enough to see
where in the country a point lies. The table beside it, which is the page's job, says everything. A map is not mirrored.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from opennrm.questions.list_changes import kept_with_lists
from opennrm.questions.lists import entries

NORTH, SOUTH, WEST, EAST = 61.0, 49.8, -8.4, 2.0
ROWS, COLUMNS = 56, 31
"""Squares of 0.2 degrees north to south; as many across as make them about as wide, in the middle of the country."""
SQUARE = 10
RADIUS, CLOSE = 4, 9


def place_map(own_id: str, title: str, description: str, points: Sequence[tuple[str, tuple[float, float]]]) -> Markup:
    """Take an id, a title, a sentence that says what is seen, and points, each a short mark and its latitude and
    longitude; give the map. Points too close to be told apart are one, with the marks of each.

    Raises ValueError for a point outside the United Kingdom: the table can name it, and no map of ours shows it.
    """
    marks: dict[tuple[int, int], list[str]] = {}
    for mark, at in points:
        across, down = _spot(*at)
        close = (spot for spot in marks if max(abs(spot[0] - across), abs(spot[1] - down)) < CLOSE)
        marks.setdefault(next(close, (across, down)), []).append(mark)
    drawn = "".join(_point(", ".join(of_spot), *spot) for spot, of_spot in marks.items())
    return Markup(  # noqa: S704 - every part that comes from outside is escaped
        f'<svg class="nrm-chart" role="img" aria-labelledby="{escape(own_id)}-title {escape(own_id)}-description"'
        f' viewBox="0 0 {COLUMNS * SQUARE} {ROWS * SQUARE}" xmlns="http://www.w3.org/2000/svg" focusable="false">'
        f'<title id="{escape(own_id)}-title">{escape(title)}</title>'
        f'<desc id="{escape(own_id)}-description">{escape(description)}</desc>'
        f'<path class="nrm-map__land" d="{_land()}"/>{drawn}</svg>'
    )


def _point(mark: str, across: int, down: int) -> str:
    """The dot, and its mark beside it: on the side that has more room."""
    beside = f'x="{across + CLOSE}"' if across < COLUMNS * SQUARE / 2 else f'x="{across - CLOSE}" text-anchor="end"'
    return (
        f'<circle class="nrm-map__place" cx="{across}" cy="{down}" r="{RADIUS}"/>'
        f'<text {beside} y="{down + RADIUS}">{escape(mark)}</text>'
    )


def _spot(latitude: float, longitude: float) -> tuple[int, int]:
    """Where on the drawing a point lies."""
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        raise ValueError("A point outside the United Kingdom cannot be drawn on its map.")
    across = (longitude - WEST) / (EAST - WEST) * COLUMNS * SQUARE
    return round(across), round((NORTH - latitude) / (NORTH - SOUTH) * ROWS * SQUARE)


@kept_with_lists
def _land() -> str:
    """The squares that hold a place, those beside each other drawn as one."""
    spots = (_spot(*entry.at) for entry in entries("uk_places").values() if entry.at)
    squares = sorted({(down // SQUARE, across // SQUARE) for across, down in spots})
    begun = [square for before, square in pairwise([(-1, -1), *squares]) if square != (before[0], before[1] + 1)]
    ends = [square for square, after in pairwise([*squares, (-1, -1)]) if after != (square[0], square[1] + 1)]
    return "".join(
        f"M{first * SQUARE} {row * SQUARE}h{(last - first + 1) * SQUARE}v{SQUARE}H{first * SQUARE}z"
        for (row, first), (_row, last) in zip(begun, ends, strict=True)
    )

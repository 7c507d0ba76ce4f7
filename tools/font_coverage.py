"""Writes which characters the letters' fonts can print; run it again when a font file changes.

Needs fonttools, which the product itself does not: `uv run --with fonttools python tools/font_coverage.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "src/opennrm/notifications/fonts"


def ranges(points: set[int]) -> list[list[int]]:
    """Sorted code points as closed ranges [first, last]."""
    found: list[list[int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def main() -> None:
    """A character counts as covered if the regular and the bold of one family both have it."""
    covered: set[int] = set()
    for regular in sorted(FONTS.glob("*-Regular.ttf")):
        bold = regular.with_name(regular.name.replace("-Regular", "-Bold"))
        covered |= set(TTFont(regular).getBestCmap()) & set(TTFont(bold).getBestCmap())
    lines = ",\n".join(json.dumps(pair) for pair in ranges({point for point in covered if point >= 0x20}))
    (FONTS / "coverage.json").write_text(f"[\n{lines}\n]\n", encoding="ascii")


if __name__ == "__main__":
    main()

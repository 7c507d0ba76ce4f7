"""Figures: the same for everybody who may see them; an unknown table stands for somebody else's."""

from __future__ import annotations

from typing import Any

from tests.house.examples import foreign


@foreign("figures_csv")
def _no_table() -> dict[str, Any]:
    return {"key": "no-such-table"}

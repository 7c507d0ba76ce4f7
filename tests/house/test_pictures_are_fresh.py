"""The pages of docs/ that are made from the code say what the code says now."""

from __future__ import annotations

from pathlib import Path

import pytest

from opennrm.console.documents import DOCUMENTS, stale
from tests.house.tree import ROOT


@pytest.mark.proves("2.1.1", "8.1.1")
def test_every_made_page_is_fresh() -> None:
    assert stale(ROOT) == [], "run `make pictures`"


def test_a_page_changed_by_hand_is_found(tmp_path: Path) -> None:
    for path, make in DOCUMENTS.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(make())
    assert stale(tmp_path) == []
    (tmp_path / "docs/roles.md").write_text("Everybody may do everything.")
    assert stale(tmp_path) == ["docs/roles.md"]

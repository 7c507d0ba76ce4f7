"""The verb `pictures`: writes what is out of date, and with --check only names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from opennrm.console import pictures
from opennrm.console.documents import DOCUMENTS
from tests.console.conftest import Run


def test_pages_are_named_then_written_then_fresh(opennrm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in DOCUMENTS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(pictures, "ROOT", tmp_path)
    assert opennrm("pictures", "--check", "--json") == (1, {"ok": False, "out_of_date": list(DOCUMENTS)})
    code, told = opennrm("pictures")
    assert (code, told.count("Wrote docs/")) == (0, len(DOCUMENTS))
    assert opennrm("pictures", "--check") == (0, "Every page is fresh.\n")
    (tmp_path / "docs" / "roles.md").write_text("by hand")
    code, told = opennrm("pictures", "--check")
    assert code == 1
    assert told.startswith("Out of date: docs/roles.md\n")

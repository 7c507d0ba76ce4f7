"""A plugin that tells which tests pytest collected that show something, and what."""

from __future__ import annotations

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    """One line a test."""
    found: dict[str, set[str]] = {}
    for item in session.items:
        for marker in item.iter_markers("proves"):
            found.setdefault(item.nodeid.partition("[")[0], set()).update(marker.args)
    for test, ids in sorted(found.items()):
        print(f"proves {test} {' '.join(sorted(ids))}")  # noqa: T201 - read by the test that started this

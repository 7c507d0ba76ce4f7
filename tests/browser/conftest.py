"""Everything in this folder needs a browser."""

from __future__ import annotations

import pytest

from tests.stories.people import house

__all__ = ["house"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark it so."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)

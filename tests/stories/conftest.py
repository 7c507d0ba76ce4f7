"""Everything in this folder is a story, told in a browser."""

from __future__ import annotations

import pytest

from tests.stories.people import house

__all__ = ["house"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark it so."""
    for item in items:
        if "tests/stories/" in str(item.path):
            item.add_marker(pytest.mark.story)
            item.add_marker(pytest.mark.browser)

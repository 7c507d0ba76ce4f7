"""Everything in this folder needs a browser, and no address that it asks for tells anything."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from tests.addresses import heard, told_by_no_address
from tests.stories.people import house

__all__ = ["heard", "house"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark it so."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """A test fails, too, when one of the addresses that were asked for in it holds more than ids and codes."""
    return (yield from told_by_no_address(pyfuncitem))

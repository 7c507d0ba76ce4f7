"""What every test shares."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from tests.browser.fixtures import chromium, page, plain_page

__all__ = ["chromium", "page", "plain_page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a test proves stands beside its result."""
    for item in items:
        ids = [str(id_) for marker in item.iter_markers("proves") for id_ in marker.args]
        if ids:
            item.user_properties.append(("proves", " ".join(dict.fromkeys(ids))))


_EMPTIED_BY_DJANGO = TransactionTestCase._fixture_teardown


def _emptied(self: Any) -> None:
    """After a test with real transactions: the history, which refuses to be emptied, is emptied nevertheless."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER; ALTER TABLE audit_head DISABLE TRIGGER USER")
    try:
        _EMPTIED_BY_DJANGO(self)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER; ALTER TABLE audit_head ENABLE TRIGGER USER")
            cursor.execute("INSERT INTO audit_head VALUES (1, 0, ''::bytea) ON CONFLICT DO NOTHING")


@pytest.fixture(autouse=True, scope="session")
def _real_transactions_leave_nothing_behind() -> Any:
    TransactionTestCase._fixture_teardown = _emptied
    yield
    TransactionTestCase._fixture_teardown = _EMPTIED_BY_DJANGO

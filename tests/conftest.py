"""What every test shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from opennrm.audit import record
from opennrm.cases import list_changes as changed_lists
from opennrm.config.database_roles import bring_over_embedded
from opennrm.questions import list_changes
from tests.behind import as_pages, transaction_of_actor
from tests.browser.fixtures import chromium, page, plain_page

__all__ = ["chromium", "page", "plain_page"]

# How long an example takes to be drawn or tried is the machine's: what takes long is measured in `make bench`.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of the tests has the roles that the product runs as, with their rights."""
    with django_db_blocker.unblock():
        bring_over_embedded()


@pytest.fixture(autouse=True, scope="session")
def _behind_the_wall() -> Iterator[None]:
    """What is asked of the product runs as the role of its pages; the tests themselves do not."""
    answer = BaseHandler.get_response

    def answer_as_pages(self: Any, request: Any) -> Any:
        with as_pages():
            return answer(self, request)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(BaseHandler, "get_response", answer_as_pages)
        patched.setattr(record, "_in_one_transaction", transaction_of_actor)
        yield


@pytest.fixture(autouse=True)
def _lists_as_the_release_brought_them(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test changes in the lists is forgotten with its rows; nobody looks at the table by chance."""
    monkeypatch.setattr(changed_lists._LOOKED, "at", float("inf"))
    yield
    list_changes.forget()


@pytest.fixture
def before_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Actions run as the tests do, for what is looked at by itself: a letter without a case, for example."""
    monkeypatch.setattr(record, "_in_one_transaction", lambda: transaction.atomic(durable=True))


@pytest.fixture(autouse=True, scope="session")
def _real_transactions_leave_nothing_behind() -> Any:
    TransactionTestCase._fixture_teardown = _emptied
    yield
    TransactionTestCase._fixture_teardown = _EMPTIED_BY_DJANGO

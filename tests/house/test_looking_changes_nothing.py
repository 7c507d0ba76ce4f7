"""A GET writes the history, the session and the count of records opened, and nothing else, whatever its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from opennrm.partners.roles import ROLES
from opennrm.web.third_party import Address
from tests.factories import partners as made
from tests.house.examples import OWN
from tests.house.test_access_sweep import ADDRESSES, holder, opened, some_parts

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+\"?(\w+)", re.IGNORECASE)
MAY = {
    "partners_session": "when it was last used",
    "partners_records_opened": "how many people somebody opened within an hour",
    "audit_last_write": "that a row could be written: how `readyz` knows",
    "statistics_progress": "how far the history has been counted; the figures can be made anew from it",
    "statistics_fact": "what was counted of it",
}
SIGNS_IN_OR_OUT = frozenset({"organisation_start", "organisation_back"})
"""Addresses of signing in, which begin a session."""


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables that statements write to."""
    found: set[str] = set()

    def seen(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        match = WRITES.match(sql if isinstance(sql, str) else sql.as_string(None))
        if match:
            found.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(seen):
        yield found


def whose(address: Address) -> str:
    """A role that the page opens for, or any."""
    policy = address.policy
    return next(
        (role for role in sorted(ROLES) if policy and ROLES[role].permissions & set(policy.any_of)), "caseworker"
    )


@pytest.mark.proves("3.5.3", "7.4.4")
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_looking_changes_nothing_but_the_history_and_leads_to_signing_out(address: Address) -> None:
    who = holder(whose(address))
    client = made.client_for(who)
    parts = OWN[address.name](who) if address.name in OWN else some_parts(address)
    with written() as tables:
        answer = opened(client, address, parts)
        assert answer.status_code < 500
        assert opened(client, address, parts, "head").status_code < 500
    assert tables - MAY.keys() == set() or address.name in SIGNS_IN_OR_OUT
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    assert not is_page or b'action="/sign-out/"' in answer.content or b'href="/sign-out/"' in answer.content


def test_a_planted_writing_is_found() -> None:
    with written() as tables, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("UPDATE partners_account SET name = name WHERE false")
    assert tables == {"partners_account"}

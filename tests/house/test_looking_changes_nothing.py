"""A GET writes the history, the session and the count of records opened, and nothing else, whatever its address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from opennrm.partners.roles import ROLES
from opennrm.web.third_party import Address
from tests.factories import partners as made
from tests.house.examples import OWN
from tests.house.test_access_sweep import ADDRESSES, holder, opened, some_parts

pytestmark = pytest.mark.django_db
WRITES = re.compile(
    r"\b(?:INSERT\s+INTO|(?<!FOR )(?<!DO )(?<!KEY )UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|MERGE\s+INTO)"
    r"\s+(?:ONLY\s+)?\"?(\w+)",
    re.IGNORECASE,
)
"""A table that a statement writes to, wherever in it: also within what another one begins with."""
CALLS = re.compile(r"\b([a-z_]\w*)\s*\(", re.IGNORECASE)
MAY = {
    "partners_session": "when it was last used",
    "partners_records_opened": "how many people somebody opened within an hour",
    "audit_last_write": "that a row could be written: how `readyz` knows",
    "statistics_progress": "how far the history has been counted; the figures can be made anew from it",
    "statistics_fact": "what was counted of it",
}
MAY_CALL = {
    "audit_append": "adds to the history what was seen or refused",
    "set_config": "tells the database who asks, until the transaction ends",
}
"""Functions that the database counts as able to write, which looking calls."""
SAME_FOR_ALL = {
    "own_page": "tells nobody who is signed in, nor that anybody could be",
    "own_page_ar": "tells nobody who is signed in, nor that anybody could be",
    "own_page_cy": "tells nobody who is signed in, nor that anybody could be",
    "offline": "is kept by the browser, and so the same for everybody",
}
"""Pages that do not lead to signing out, and why."""
OF_THE_HISTORY = {"audit_event", "audit_head"}
"""Written by `audit_append`."""


def changed_rows() -> Counter[str]:
    """How many rows of each table this transaction has added, changed and removed: counted by the database itself.

    So also what a function wrote, or a trigger.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return Counter(dict(cursor.fetchall()))


def that_may_write() -> frozenset[str]:
    """The functions that may write, as the database knows them: those that are volatile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT proname FROM pg_proc WHERE provolatile = 'v'")
        return frozenset(name for (name,) in cursor.fetchall())


@dataclass
class Written:
    """What was written to, and called that may write."""

    tables: set[str]
    functions: set[str]


@contextmanager
def written() -> Iterator[Written]:
    """The tables that statements write to by name or of which rows changed; the functions called that may write."""
    found, volatile, before = Written(set(), set()), that_may_write(), changed_rows()

    def seen(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        words = sql if isinstance(sql, str) else sql.as_string(None)
        found.tables.update(WRITES.findall(words))
        found.functions.update(volatile & {each.lower() for each in CALLS.findall(words)})
        return execute(sql, params, many, context)

    with connection.execute_wrapper(seen):
        yield found
    found.tables |= (changed_rows() - before).keys()


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
    with written() as found:
        answer = opened(client, address, parts)
        assert answer.status_code < 500
        for method in ("head", "options"):
            assert opened(client, address, parts, method).status_code < 500
    assert found.tables - MAY.keys() - OF_THE_HISTORY == set()
    assert found.functions - MAY_CALL.keys() == set()
    is_page = (
        address.name not in SAME_FOR_ALL
        and answer.status_code == 200
        and answer.headers["Content-Type"].startswith("text/html")
    )
    assert not is_page or b'action="/sign-out/"' in answer.content or b'href="/sign-out/"' in answer.content


@pytest.mark.proves("OPS-08")
@pytest.mark.parametrize(
    "planted",
    [
        "UPDATE partners_account SET name = name WHERE false",
        "WITH seen AS (UPDATE partners_account SET name = name WHERE false) SELECT 1",
        "WITH gone AS (DELETE FROM ONLY partners_account WHERE false RETURNING id) SELECT count(*) FROM gone",
    ],
)
def test_a_planted_writing_is_found_wherever_in_a_statement_it_is(planted: str) -> None:
    with written() as found, connection.cursor() as cursor:
        cursor.execute("SELECT id FROM partners_account FOR NO KEY UPDATE SKIP LOCKED")
        cursor.execute(planted)
    assert found == Written({"partners_account"}, set())


@pytest.mark.proves("OPS-08")
def test_a_planted_function_that_writes_is_found_by_its_name_and_by_its_rows() -> None:
    made.account()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION looks_harmless() RETURNS void LANGUAGE sql AS "
            "$$ UPDATE partners_account SET name = name $$"
        )
    with written() as found, connection.cursor() as cursor:
        cursor.execute("SELECT looks_harmless()")
    assert found == Written({"partners_account"}, {"looks_harmless"})

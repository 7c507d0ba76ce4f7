"""A connection is killed between any two statements of an action: it is done wholly or not at all, and goes on.

The histories of `tests/cases`, on real transactions: which action comes next, and where it is cut off, hypothesis
chooses. After each crash every table is what it was before, or the action is whole and `verify` finds nothing; then the
same is tried again, and has to do what the law says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from opennrm.audit import record
from opennrm.config.table_sums import table_sums
from opennrm.console.verify import look
from opennrm.mechanism.refusal import Refused
from tests.cases.doings import DOINGS, next_doing
from tests.cases.histories import Walked, house_for, walked
from tests.faults.size import sized

pytestmark = [pytest.mark.faults, pytest.mark.drill, pytest.mark.django_db(transaction=True)]
HISTORIES, STEPS = sized(3, 60), sized(8, 14)
MOST_STATEMENTS = 16
AWAY = (OperationalError, InterfaceError, record.NotRecorded)


class Half(AssertionError):
    """Something was done in part."""


@dataclass
class Blow:
    """Before which statement of an action its connection is killed, or after it; and whether that came to be."""

    statement: int
    after: bool
    seen: int = 0
    fell: bool = False


def sums() -> dict[str, Any]:
    """Rows and sum of every table, as somebody else sees them."""
    with psycopg.connect(**_address()) as other:
        return table_sums(other)


def _address() -> dict[str, Any]:
    told = connection.get_connection_params()
    return {name: told[name] for name in ("dbname", "user", "host", "port", "password") if told.get(name)}


@contextmanager
def killing(blow: Blow) -> Iterator[None]:
    """Kill the connection at this statement; whoever used it gets another one after."""

    def kill() -> None:
        blow.fell = True
        pid = connection.connection.info.backend_pid
        with psycopg.connect(**_address(), autocommit=True) as other:
            assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone() == (True,)

    def count(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        blow.seen += 1
        if blow.seen == blow.statement and not blow.after:
            kill()
        result = execute(sql, params, many, context)
        if blow.seen == blow.statement and blow.after:
            kill()
        return result

    try:
        with connection.execute_wrapper(count):
            yield
    finally:
        if blow.fell:
            connection.close()


def emptied() -> None:
    """An empty database, so that each history is the only one there is."""
    tables = ", ".join(sorted(set(connection.introspection.table_names()) - {"django_migrations"}))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"TRUNCATE {tables}")
        cursor.execute("INSERT INTO audit_head VALUES (1, 0, ''::bytea)")


def crashed(walk: Walked, blow: Blow) -> None:
    """Try the next thing and cut it off; raises `Half`. Where it was not done it is done then."""
    name = next_doing(walk)
    tried, before = DOINGS[name](walk), sums()
    try:
        with killing(blow):
            tried.call()
    except Refused:
        pass
    except AWAY:
        assert blow.fell, "nobody killed it"
    if sums() == before:
        walk.step(name, lambda _: tried)
        return
    walk.done.append(f"{name} (cut off)")
    found = [str(finding) for finding in look([], {})["findings"]]
    walk.read()
    if found or walk.stage is not tried.after:
        raise Half(f"{walk.told()}, at statement {blow.statement}: {found} {walk.stage}")


class History(RuleBasedStateMachine):
    """A case on its way, whose database goes away now and then."""

    crashes = 0
    whole = 0

    @initialize(seed=st.integers(0, 9999))
    def refer(self, seed: int) -> None:
        """A case of an adult or a child, by a seed."""
        emptied()
        self.walk = walked(house_for("borders_act_2023"), seed)

    @rule()
    def go_on(self) -> None:
        """The next thing is done in peace."""
        name = next_doing(self.walk)
        self.walk.step(name, DOINGS[name])

    @rule(statement=st.integers(1, MOST_STATEMENTS), after=st.booleans())
    def cut_off(self, statement: int, after: bool) -> None:
        """The next thing is cut off at some statement."""
        blow = Blow(statement, after)
        crashed(self.walk, blow)
        type(self).crashes += blow.fell
        type(self).whole += not blow.fell

    def teardown(self) -> None:
        """Every check of `verify` holds in the end."""
        if hasattr(self, "walk"):
            assert list(look([], {})["findings"]) == [], self.walk.told()


def run_histories(count: int) -> None:
    """So many of them; the same each time."""
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=count,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture(autouse=True)
def adopted(settings: Any) -> Iterator[None]:
    settings.PROFILES_ADOPTED = [("borders_act_2023", "2023-01-30")]
    History.crashes = History.whole = 0
    yield
    emptied()


@pytest.mark.proves("REL-05")
def test_no_crash_between_statements_leaves_an_action_done_in_part(
    record_property: Callable[[str, object], None],
) -> None:
    run_histories(HISTORIES)
    record_property("histories", HISTORIES)
    record_property("crashes", History.crashes)
    assert History.crashes >= HISTORIES, "it was hardly ever cut off"


def append_when_committed(bodies: list[str]) -> None:
    """The planted bug: the history is written after COMMIT, so that the command is quick."""
    kept = list(bodies)

    def append() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit_append(%s)", [kept])

    transaction.on_commit(append)


@pytest.mark.proves("REL-05")
def test_an_action_in_two_transactions_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "_append", append_when_committed)
    with pytest.raises(Half):
        for seed in range(20):
            emptied()
            walk = walked(house_for("borders_act_2023"), seed)
            for statement in range(2, MOST_STATEMENTS):
                crashed(walk, Blow(statement, after=False))

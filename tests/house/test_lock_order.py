"""Transactions take their locks in one order, so that no two wait for each other: over most of what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from opennrm.audit.record import announce, command
from opennrm.cases.actions.emergency import open_in_emergency, review_emergency
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.posting import batches_to_post, make_post_batch, mark_posted
from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.actions.team import add_colleague
from opennrm.cases.models import Case, Emergency
from opennrm.cases.sweeping import sweep
from opennrm.disclosure.actions.at_entry import write_marked_note
from opennrm.mechanism.events import CaseUnrestricted
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel
from opennrm.partners.models import Account
from opennrm.retention.actions.deciding import Decision, confirm_erasures, decide_batch
from tests.cases.doings import DOINGS, next_doing
from tests.cases.histories import house_for, walked
from tests.cases.test_leaving import leaves
from tests.factories import cases as made
from tests.factories.need import WORDS
from tests.faults.lock_order import CASE, CLAIMS, HEAD, SHARED, WEAK, Lock, LockOrder, locks_of, written_down
from tests.notifications.outbox import Recorder
from tests.retention.records import proposed

pytestmark = [pytest.mark.django_db, pytest.mark.proves("15.4.3")]
SEEDS, STEPS = 3, 12


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> Iterator[LockOrder]:
    with written_down(monkeypatch) as found:
        yield found


def histories(settings: Any) -> None:
    """Whole cases, each by what can be done next."""
    for profile, day in {"borders_act_2023": "2023-01-30", "central_2009": "2020-01-01"}.items():
        settings.PROFILES_ADOPTED = [(profile, day)]
        house = house_for(profile)
        for seed in range(SEEDS):
            walk = walked(house, seed)
            for _step in range(STEPS):
                name = next_doing(walk)
                walk.step(name, DOINGS[name])


def what_stands_beside() -> None:
    """What touches several cases, or people and cases: emergencies, lists, leaving, the post, the sweep, erasing."""
    references, manager = [made.referred() for _number in range(3)], made.officer("manager", name="Mina Grove")
    caseworker, leaver = made.officer("caseworker"), made.officer("caseworker", name="Bea Lock")
    sol = made.officer("caseworker", in_team=made.authority_team("Elsewhere"), name="Sol West")
    for reference in references:
        made.decided(reference, "positive", by=caseworker)
    at = timezone.now()
    for reference in references:
        add_colleague(reference, who=leaver.account_id, by=manager, at=at)
        note: dict[str, Any] = {
            "visibility": "team",
            "mentioned": (),
            "by": caseworker,
            "at": at,
        }
        write_note(reference, text="Rang the refuge.", **note, token=str(uuid4()))
        write_marked_note(reference, text="Rang her aunt.", mark="source", about="", **note, token=str(uuid4()))
        open_in_emergency(reference, words=WORDS, by=sol, at=at)
    leaves(leaver)
    seen = made.seen(references[0], manager).version
    people = {manager.account_id, caseworker.account_id}
    restrict_case(references[0], because="operation", people=people, seen=seen, by=manager, at=at)
    make_post_batch(by=manager, at=at)
    for batch in batches_to_post(manager, at=at):
        mark_posted(batch.id, taken_out=False, by=manager, at=at)
    deliver(at, limit=50, carriers={Channel.EMAIL: Recorder(), Channel.POST: Recorder()})
    sweep(at + timedelta(days=60))
    for row in Emergency.objects.all():
        review_emergency(row.id, outcome="justified", remark="It was.", by=manager, at=at)


def erased() -> None:
    """A record that was kept long enough is let go by two people."""
    record, proposal = proposed()
    at = timezone.now() + timedelta(days=6 * 366 + 3)
    decide_batch([proposal], Decision("erase", "Kept long enough."), by=record.officer, at=at)
    confirm_erasures([proposal], agreed=True, by=record.second, at=at)


def test_all_that_is_done_takes_its_locks_in_one_order(order: LockOrder, settings: Any) -> None:
    what_stands_beside()
    erased()
    histories(settings)
    circle = order.circle()
    assert circle == [], "\n".join(order.steps[step] for step in circle)
    assert order.unordered == set()
    assert order.transactions > 100
    assert {CASE, HEAD, CLAIMS} <= order.tables
    assert any(step.wanted.strength == SHARED for step in order.steps)
    assert not [step for step in order.steps if step.held.table == HEAD], "the history is locked last, for a moment"


def in_one(*statements: tuple[str, list[Any]]) -> None:
    with command(), connection.cursor() as cursor:
        for statement, told in statements:
            cursor.execute(statement, told)


def test_a_planted_inverse_order_is_found(order: LockOrder) -> None:
    reference = made.referred()
    account = Account.objects.values_list("id", flat=True)[0]
    locks = (
        ("SELECT 1 FROM cases_case WHERE reference = %s FOR UPDATE", reference),
        ("SELECT 1 FROM partners_account WHERE id = %s FOR NO KEY UPDATE", account),
    )
    for way in (locks, locks[::-1]):
        assert order.circle() == [], [order.steps[e] for e in order.circle()]
        in_one(*((statement, [which]) for statement, which in way))
    assert {step.held.table for step in order.circle()} == {CASE, "partners_account"}


CLAIM = (
    "INSERT INTO audit_command_key (who, token, body_hash, result, at) VALUES (gen_random_uuid(), %s, '', '', now())"
)
LOCK_CASE = "SELECT 1 FROM cases_case WHERE reference = %s FOR UPDATE"


def test_a_planted_claim_after_the_case_is_found_though_another_was_made_before_it(order: LockOrder) -> None:
    reference = made.referred()
    in_one((CLAIM, ["one"]), (LOCK_CASE, [reference]))
    assert order.circle() == []
    in_one((CLAIM, ["another"]), (LOCK_CASE, [reference]), (CLAIM, ["a third"]))
    assert CLAIMS in {step.wanted.table for step in order.circle()}


def test_a_planted_row_of_a_case_written_before_it_is_locked_is_found(order: LockOrder) -> None:
    """Two who both wrote such a row hold the case shared, and wait for each other when they lock it."""
    reference = made.referred()
    (case,) = Case.objects.filter(reference=reference).values_list("id", flat=True)
    add = (
        "INSERT INTO cases_flag (case_id, flag, raised_at, raised_by_id) SELECT c.id, %s, now(), a.id "
        "FROM cases_case c, (SELECT id FROM partners_account LIMIT 1) a WHERE c.id = %s"
    )
    in_one((LOCK_CASE, [reference]), (add, ["one", case]))
    assert order.circle() == []
    in_one((add, ["two", case]), (LOCK_CASE, [reference]))
    assert CASE in {step.wanted.table for step in order.circle()}


def test_a_lock_after_the_history_and_one_of_many_rows_in_no_order_are_found(order: LockOrder) -> None:
    references = [made.referred() for _number in range(2)]
    with command():
        announce(CaseUnrestricted(subject=references[0], case=references[0]), at=timezone.now(), by=None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit_append('{}')")
            cursor.execute("SELECT 1 FROM cases_case FOR UPDATE")
    assert CASE in {step.wanted.table for step in order.steps if step.held.table == HEAD}
    assert len(order.unordered) == 1


@pytest.mark.parametrize(
    ("statement", "locks"),
    [
        ('SELECT "a"."x" FROM "a" WHERE x LIMIT 1 FOR UPDATE', [Lock("a")]),
        ('SELECT "a"."x" FROM "a" INNER JOIN "b" ON true FOR UPDATE OF "a"', [Lock("a")]),
        ("SELECT 1 FROM a FOR NO KEY UPDATE", [Lock("a", WEAK)]),
        ('SELECT 1 FROM "a" FOR UPDATE SKIP LOCKED', []),
        ('UPDATE "a" SET x = 1', [Lock("a", WEAK)]),
        ('DELETE FROM "a" WHERE x', [Lock("a")]),
        ('INSERT INTO "a" ("x") VALUES (1)', [Lock("b", SHARED), Lock("c", SHARED)]),
        ("INSERT INTO d AS kept (x) VALUES (1) ON CONFLICT (x) DO UPDATE SET x = 2", [Lock("d", WEAK)]),
        ("INSERT INTO audit_command_key (who) VALUES (1)", [Lock(CLAIMS, WEAK)]),
        ("SELECT pg_advisory_xact_lock(%s)", [Lock("advisory 7")]),
        ("SELECT pg_try_advisory_xact_lock(%s)", []),
        ("SELECT audit_append(%s)", [Lock(HEAD)]),
        ('SELECT 1 FROM "a"', []),
    ],
)
def test_what_a_statement_locks(statement: str, locks: list[Lock]) -> None:
    assert locks_of(statement, [7], {"a": ["b", "c"]}) == locks

"""Every case stands where its history says; what was changed behind the history's back is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opennrm.audit.findings import Difference
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.models import Case, Decision, Evidence
from opennrm.cases.verification import check_cases
from opennrm.demo.load import load_demonstration
from opennrm.partners.actors import actor_of
from tests.factories import cases as made
from tests.factories.sealing import overwrite


@dataclass(frozen=True)
class Planted:
    """Something done by somebody who may write any row, and the finding that must come of it."""

    statement: str
    found: str


NOT_GIVEN = "who may see it is not who the history gave access to"
PLANTED = {
    "a stage": Planted(
        "UPDATE cases_case SET stage = 'recovery' WHERE stage = 'reasonable_grounds_negative'",
        "the history says reasonable grounds negative of the stage, the row says recovery",
    ),
    "a child turned into an adult": Planted(
        "UPDATE cases_case SET kind = 'adult' WHERE kind = 'child'",
        "the history says child of the kind, the row says adult",
    ),
    "another age": Planted("UPDATE cases_case SET age_answer = 'not_sure'", "of the age, the row says not sure"),
    "another nation": Planted("UPDATE cases_case SET nation = 'scotland'", "of the nation, the row says scotland"),
    "another person": Planted(
        "UPDATE cases_case SET person_id = (SELECT person_id FROM cases_case WHERE stage = 'recovery') "
        "WHERE kind = 'child'",
        "it is about another person than its referral",
    ),
    "access for another organisation": Planted(
        "INSERT INTO cases_access (case_id, grantee, from_at, because) SELECT cases_case.id, partners_organisation.id, "
        "opened_at, 'owner_team' FROM cases_case, partners_organisation WHERE slug LIKE '%police%'",
        NOT_GIVEN,
    ),
    "access exchanged": Planted(
        "UPDATE cases_access SET grantee = (SELECT id FROM partners_team WHERE name = 'Oversight')", NOT_GIVEN
    ),
    "access removed": Planted("DELETE FROM cases_access", NOT_GIVEN),
    "access ended": Planted("UPDATE cases_access SET until_at = now()", NOT_GIVEN),
    "an outcome": Planted(
        "UPDATE cases_case SET reasonable_grounds = 'positive' WHERE reasonable_grounds = 'negative'",
        "the history says negative of the outcome, the row says positive",
    ),
    "the day of a decision": Planted(
        "UPDATE cases_case SET reasonable_grounds_on = '2020-01-01' WHERE reasonable_grounds = 'negative'",
        "of the day of the decision, the row says 2020-01-01",
    ),
    "the version of a decision": Planted(
        "UPDATE cases_decision SET profile_version = '2020-01-01' WHERE state = 'served'",
        "of the rules of the decision on reasonable grounds",
    ),
    "the profile of a decision": Planted(
        "UPDATE cases_decision SET profile = 'central_2009' WHERE state = 'served'",
        "of the rules of the decision on reasonable grounds",
    ),
    "the day of receipt": Planted(
        "UPDATE cases_case SET received_on = '2020-01-01' WHERE stage = 'recovery'",
        "of the day of receipt, the row says 2020-01-01",
    ),
    "who holds it": Planted(
        "UPDATE cases_case SET owner_id = NULL WHERE owner_id IS NOT NULL", "of who holds it, the row says nothing"
    ),
    "the team": Planted(
        "UPDATE cases_case SET owner_team_id = (SELECT id FROM partners_team WHERE name = 'Oversight') "
        "WHERE stage = 'recovery'",
        "of the team that holds it",
    ),
    "a clock moved": Planted(
        "UPDATE cases_clock SET due_on = due_on + 1 WHERE rule = 'recovery_period'", "of the running clocks"
    ),
    "a clock stopped": Planted(
        "UPDATE cases_clock SET ended_at = now(), ended_because = 'met' WHERE rule = 'recovery_period'",
        "of the running clocks",
    ),
    "the day it is due": Planted(
        "UPDATE cases_case SET due_on = due_on + 1 WHERE stage = 'recovery'", "of the day it is due"
    ),
    "the hash of a decision": Planted(
        "UPDATE cases_decision SET text_hash = repeat('0', 64) WHERE state = 'served' AND outcome = 'negative'",
        "of the decision on reasonable grounds, the row says 00000000…",
    ),
    "a decision undone": Planted(
        "UPDATE cases_decision SET state = 'replaced' WHERE state = 'served' AND outcome = 'negative'",
        "of the decision on reasonable grounds, the row says nothing",
    ),
    "a countersignature removed": Planted(
        "UPDATE cases_check SET void_at = now()",
        "of the countersignature of the decision on reasonable grounds, the row says nothing",
    ),
    "a second officer exchanged": Planted(
        "UPDATE cases_check SET checked_by_id = (SELECT id FROM partners_account WHERE email LIKE 'auditor@%')",
        "of the countersignature of the decision on reasonable grounds",
    ),
    "a case removed from its events": Planted(
        "ALTER TABLE audit_event DISABLE TRIGGER USER; "
        "DELETE FROM audit_event WHERE case_reference = (SELECT reference FROM cases_case WHERE stage = 'recovery'); "
        "ALTER TABLE audit_event ENABLE TRIGGER USER",
        "the history says nothing of this case",
    ),
    "an event removed": Planted(
        "ALTER TABLE audit_event DISABLE TRIGGER USER; DELETE FROM audit_event WHERE kind = 'DecisionCountersigned'; "
        "ALTER TABLE audit_event ENABLE TRIGGER USER",
        "its history cannot have happened, at entry",
    ),
    "an event emptied": Planted(
        "ALTER TABLE audit_event DISABLE TRIGGER USER; "
        """UPDATE audit_event SET body = jsonb_set(body::jsonb, '{facts}', '{}')::text WHERE kind = 'CaseOpened'; """
        "ALTER TABLE audit_event ENABLE TRIGGER USER",
        "its history cannot be read",
    ),
    "events of no case": Planted(
        "SELECT audit_append(ARRAY[replace(body, case_reference, 'NRM-NONE')]) FROM audit_event "
        "WHERE kind = 'CaseOpened' LIMIT 1",
        "the history tells of this case, and there is no such case",
    ),
}  # fmt: skip


def _a_house_at_work() -> None:
    load_demonstration()
    at = timezone.now()
    caseworker = actor_of("caseworker@authority.example", at)
    reference = Case.objects.get(stage="recovery").reference
    add_evidence(reference, kind="police", text="An account.", source="", by=caseworker, at=at)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def _found(done: Callable[[], object]) -> list[Difference]:
    with transaction.atomic():
        try:
            done()
            return check_cases()
        finally:
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_what_the_real_actions_did_holds_and_every_planting_is_found(subtests: pytest.Subtests) -> None:
    _a_house_at_work()
    counted: list[int] = []
    assert check_cases(counted.append) == []
    assert counted == [11]
    for name, planted in PLANTED.items():
        with subtests.test(name):
            found = _found(partial(_execute, planted.statement))
            assert [each for each in found if planted.found in each.what], found
    with subtests.test("the reasons of a decision"):
        served = Decision.objects.filter(state="served", outcome="negative")
        found = _found(lambda: overwrite(served, reasons="Others."))
        assert [each.what for each in found] == [
            "the text of the decision on reasonable grounds was changed behind its hash"
        ]
    with subtests.test("the words of a piece of evidence"):
        found = _found(lambda: overwrite(Evidence.objects.all(), source="Somebody else"))
        assert [each.what for each in found] == ["the text of a piece of evidence was changed behind its hash"]
    with subtests.test("at most as many findings as were asked for"), transaction.atomic():
        Decision.objects.update(text_hash="0" * 64)
        assert len(check_cases(most=2)) == 2
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_more_cases_take_no_more_statements() -> None:
    load_demonstration()
    with CaptureQueriesContext(connection) as few:
        check_cases()
    for _ in range(5):
        made.referred()
    with CaptureQueriesContext(connection) as more:
        check_cases()
    assert len(more) == len(few) <= 29

"""What partners pass on becomes a fact of a case only through somebody of the authority, who is named in its history.

A partner answers questions, says that the person wants to leave, refers the same person again and notifies of them, in
any order with what the authority does. None of it changes who the person is, what was decided, how the case is kept or
what it holds; an answer stands among the evidence under the name of whoever gave it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from psycopg import sql

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import events_of_case
from opennrm.cases.actions import answering
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.withdrawing import record_wish_to_withdraw
from opennrm.cases.models import Case, Evidence, Wish
from opennrm.demo.answers import adult_answers, send_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.referrals.models import Person
from tests.cases.test_asking import returned
from tests.cases.test_withdrawing import settle, spoken
from tests.factories import notifications, referrals

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-08")]

FACTS = {
    "cases_case": "reference",
    "cases_decision": "case_id",
    "cases_flag": "case_id",
    "cases_party": "case_id",
    "cases_note": "case_id",
    "cases_clock": "case_id",
    "cases_access": "case_id",
    "referrals_person": "id",
    "referrals_safe_contact": "person_id",
}
"""The tables that hold the facts of a case, and by what they are its own."""
PROCEDURE = ("stage", "version", "due_on", "due_rule", "ended_at", "ended_because")
"""A case that waited for an answer goes on, its clock with it: what the answer says changes nothing of it."""


def facts_of(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Every fact as it lies in the database, but for where the case is on its way."""
    of = {"reference": case.reference, "id": case.person_id, "case_id": case.id, "person_id": case.person_id}
    told = {}
    with connection.cursor() as cursor:
        for table, column in FACTS.items():
            asked = sql.SQL("SELECT to_json(t)::text FROM {} t WHERE {} = %s ORDER BY 1")
            cursor.execute(asked.format(sql.Identifier(table), sql.Identifier(column)), [of[column]])
            told[table] = [
                {name: value for name, value in json.loads(row).items() if name not in PROCEDURE}
                for (row,) in cursor.fetchall()
            ]
    return told


class Partnership(RuleBasedStateMachine):
    """A case between a force that passes on and an authority that decides."""

    house: ClassVar[referrals.House]
    passed_on: ClassVar[int] = 0

    @initialize()
    def refer(self) -> None:
        """A new case."""
        self.day = 0
        self.reference = self.house.adult()
        self.case = Case.objects.get(reference=self.reference)
        self.request: Any = None
        self.wish_waits = False

    def at(self) -> referrals.House:
        """The same house an hour after the step before."""
        self.day += 1
        return self.house.on(self.house.at + timedelta(hours=self.day))

    def passes_on(self, does: Callable[[referrals.House], object]) -> None:
        """A partner does it, and no fact of the case is another one afterwards."""
        before, here = facts_of(self.case), self.at()
        events = len(events_of_case(self.reference))
        does(here)
        type(self).passed_on += 1
        assert facts_of(self.case) == before
        own = {self.house.officer.id, self.house.colleague.id, None}
        assert {each.by for each in events_of_case(self.reference)[events:]} <= own

    @precondition(lambda self: self.request is not None)
    @rule(text=st.sampled_from(("Low Farm.", "Her name is Ana Made-Up, born 1 May 1990.", "She is 15.")))
    def answer(self, text: str) -> None:
        """The partner answers what the authority asked."""
        request, by = self.request, self.house.actor("colleague")
        self.passes_on(
            lambda here: answering.answer_as_responder(
                self.reference, request.id, answer="answered", text=text, by=by, at=here.at
            )
        )
        self.request = None
        piece = Evidence.objects.filter(case=self.case).order_by("-added_at")[0]
        assert (piece.text, piece.added_by_id) == (text, by.account_id)

    @precondition(lambda self: not self.wish_waits and self.request is None)
    @rule()
    def say_that_the_person_wants_to_leave(self) -> None:
        """The partner says so; the case stays until somebody of the authority confirms it."""
        token, by = f"wish {self.reference} {self.day}", self.house.actor("officer")
        self.passes_on(
            lambda here: record_wish_to_withdraw(self.reference, spoken(here), token=token, by=by, at=here.at)
        )
        self.wish_waits = True

    @rule()
    def refer_again(self) -> None:
        """The partner refers somebody who looks like the same person, with other answers."""
        person = Person.objects.get(id=self.case.person_id)
        same = {"first_name": person.first_name, "last_name": person.last_name, "gender": "male"}
        self.passes_on(
            lambda here: send_referral(
                adult_answers(legal_day(here.at)) | same | {"date_of_birth": person.date_of_birth},
                by=self.house.actor("officer"),
                at=here.at,
            )
        )

    @rule()
    def notify(self) -> None:
        """The partner notifies of them by name."""
        self.passes_on(lambda here: notifications.notified(self.house.actor("officer"), named=True, at=here.at))

    @precondition(lambda self: self.request is None and not self.wish_waits)
    @rule()
    def ask(self) -> None:
        """Somebody of the authority asks who referred."""
        self.request = returned(self.at(), self.reference)

    @precondition(lambda self: self.wish_waits)
    @rule()
    def keep_the_case(self) -> None:
        """Somebody of the authority does not confirm that the person wants to leave."""
        settle(self.at(), self.reference, is_confirmed=False)
        self.wish_waits = False

    @rule()
    def write_it_down(self) -> None:
        """Somebody of the authority makes what was passed on part of the case: by name."""
        here, by = self.at(), self.house.actor("caseworker")
        add_evidence(self.reference, kind="police", text="As they told us.", source="A force", by=by, at=here.at)
        assert events_of_case(self.reference)[-1].by == by.account_id


def run(examples: int, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    """So many partnerships."""
    Partnership.house = referrals.house(timezone.now() - timedelta(days=30))
    Partnership.passed_on = 0
    how = settings(max_examples=examples, stateful_step_count=8, deadline=None, database=None, phases=phases)
    run_state_machine_as_test(Partnership, settings=how)  # type: ignore[no-untyped-call]


def test_whatever_partners_pass_on_in_any_order_changes_no_fact_of_a_case() -> None:
    run(12)
    assert Partnership.passed_on > 20
    assert not Wish.objects.filter(state="confirmed").exists()


def test_a_planted_way_past_everybody_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = answering.answer_as_responder

    def believed(reference: str, *of: Any, **told: Any) -> None:
        real(reference, *of, **told)
        if "15" in told["text"]:
            with as_the_house():  # behind the wall a partner changes no row of a case
                Case.objects.filter(reference=reference).update(kind="child")

    monkeypatch.setattr(answering, "answer_as_responder", believed)
    with pytest.raises(AssertionError):
        run(300, (Phase.generate,))  # that it is found is enough, and not by how few steps

"""A case passes to another authority: with its day of receipt and its clocks, out of sight of who held it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.tasks import add_task, finish_task
from opennrm.cases.actions.transferring import transfer_case
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.models import Case, CaseAccess, Clock, Task
from opennrm.cases.notes import latest_notes
from opennrm.cases.queries import case_for
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db
OTHER = "immigration_enforcement_competent_authority"


def passed(reference: str, to: str = OTHER, *, who: str = "caseworker") -> None:
    by = made.officer(who)
    at = made.days_ago(0)
    transfer_case(reference, to_authority=to, seen=made.seen(reference, by).version, by=by, at=at)


def test_a_case_passes_on_with_everything_but_who_could_see_it() -> None:
    there = made.authority_team(of=OTHER.replace("_", "-"))
    newcomer = made.officer("caseworker", in_team=there)
    holder = made.officer("caseworker")
    reference = made.referred(at=made.days_ago(3))
    take_case(reference, seen=0, by=holder, at=made.days_ago(2))
    before = Case.objects.get()
    clock = Clock.objects.get()
    Message.objects.all().delete()
    passed(reference)
    after = Case.objects.get()
    assert (after.authority, after.owner_team_id, after.owner_id) == (OTHER, there.id, None)
    assert (after.received_on, after.due_on, after.stage) == (before.received_on, before.due_on, before.stage)
    assert Clock.objects.get().due_on == clock.due_on
    told = Message.objects.filter(line="you_have_work")
    recipients = {row.recipient_id for row in told}
    assert newcomer.account_id in recipients
    assert holder.account_id not in recipients
    assert made.seen(reference, newcomer).authority == OTHER
    with pytest.raises(NotYours):
        made.seen(reference, holder)
    assert [row.until_at is None for row in CaseAccess.objects.order_by("id")] == [False, True]
    assert check_cases() == []


def test_verify_finds_an_access_that_was_left_open_or_opened_again() -> None:
    made.authority_team(of=OTHER.replace("_", "-"))
    reference = made.referred()
    passed(reference)
    row = CaseAccess.objects.order_by("id").first()
    assert row is not None
    assert row.until_at is not None
    CaseAccess.objects.filter(id=row.id).update(until_at=row.until_at + timedelta(hours=1))
    assert [found.what for found in check_cases()] == ["who may see it is not who the history gave access to"]


@pytest.mark.parametrize(
    ("to", "code"), [("nobody", "no_such_authority"), ("single_competent_authority", "already_there")]
)
def test_a_case_passes_only_to_an_authority_that_takes_it(to: str, code: str) -> None:
    reference = made.referred()
    with pytest.raises(Refused, match=code):
        passed(reference, to)


def test_a_childs_case_stays_with_the_authority_that_takes_children() -> None:
    made.authority_team(of=OTHER.replace("_", "-"))
    reference = made.referred(child=True)
    with pytest.raises(Refused, match="adults_only"):
        passed(reference)
    assert Case.objects.get().authority == "single_competent_authority"


def test_a_case_does_not_pass_to_where_nobody_would_see_it() -> None:
    reference = made.referred()
    with pytest.raises(Refused, match="no_receiving_team"):
        passed(reference)
    assert case_for(made.officer("caseworker"), reference, at=made.days_ago(0)).authority != OTHER


def test_what_waits_passes_to_the_new_team_and_nothing_that_is_done() -> None:
    there = made.authority_team(of=OTHER.replace("_", "-"))
    made.officer("caseworker", in_team=there)
    manager = made.officer("manager", in_team=there)
    reference, holder = made.referred(at=made.days_ago(3)), made.officer("caseworker")
    told = {"to": holder.account_id, "due_on": None, "by": holder, "at": made.days_ago(2)}
    waits = add_task(reference, title="Ring the clinic.", **told)  # type: ignore[arg-type]
    done = add_task(reference, title="Read the file.", **told)  # type: ignore[arg-type]
    finish_task(reference, done, by=holder, at=made.days_ago(1))
    passed(reference)
    assert Task.objects.get(id=waits).assignee_id == manager.account_id
    assert Task.objects.get(id=done).assignee_id == holder.account_id
    assert check_casework() == []


def test_the_notes_of_a_team_stay_its_own() -> None:
    there = made.authority_team(of=OTHER.replace("_", "-"))
    newcomer = made.officer("caseworker", in_team=there)
    reference, holder = made.referred(at=made.days_ago(3)), made.officer("caseworker")
    told = {"visibility": "team", "mentioned": ()}
    write_note(reference, text="Between us.", by=holder, at=made.days_ago(2), **told)  # type: ignore[arg-type]
    passed(reference)
    case = made.seen(reference, newcomer)
    assert latest_notes(newcomer, case.id, case.owner_team_id, 10).alone() == []
    write_note(reference, text="Begun here.", by=newcomer, at=timezone.now(), **told)  # type: ignore[arg-type]
    colleague = made.officer("second_officer", in_team=there)
    assert [note.text for note in latest_notes(colleague, case.id, case.owner_team_id, 10).alone()] == ["Begun here."]

"""The team of a case: who is on it, adding and letting in, and that what ends by itself needs no job."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.actions.tasks import add_task
from opennrm.cases.actions.team import add_colleague, let_in_for_a_time, take_from_team
from opennrm.cases.models import CaseAccess, Note
from opennrm.cases.queries import case_for
from opennrm.cases.team import is_of_the_team, team_of
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db
WORDS = "She interprets for us at the visit on Monday."


@pytest.fixture
def caseworker() -> Actor:
    return made.officer("caseworker")


def held(by: Actor) -> str:
    reference = made.referred()
    take_case(reference, seen=made.seen(reference, by).version, by=by, at=timezone.now())
    return reference


def code_of(reference: str, who: Actor, by: Actor) -> str:
    with pytest.raises(Refused) as refused:
        add_colleague(reference, who=who.account_id, by=by, at=timezone.now())
    return refused.value.refusal.code


def test_who_holds_a_case_adds_a_colleague_and_takes_them_from_it_again(caseworker: Actor) -> None:
    bea = made.officer("caseworker", name="Bea Lock")
    reference = held(caseworker)
    assert made.seen(reference, bea).is_own_work is False
    add_colleague(reference, who=bea.account_id, by=caseworker, at=timezone.now())
    assert made.seen(reference, bea).is_own_work
    case_id = made.seen(reference, caseworker).id
    team = [(each.name, each.because) for each in team_of(case_id, timezone.now())]
    assert team == [("Sam Okoro", "holds_it"), ("Bea Lock", "colleague")]
    row = CaseAccess.objects.get(because="colleague")
    take_from_team(reference, access_id=row.id, by=caseworker, at=timezone.now())
    assert made.seen(reference, bea).is_own_work is False
    assert not is_of_the_team(case_id, bea.account_id, timezone.now())
    assert check_cases() == []


def test_who_holds_a_case_and_has_tasks_in_it_is_listed_once_and_who_only_has_a_task_is_listed_for_it(
    caseworker: Actor,
) -> None:
    bea, cal = made.officer("caseworker", name="Bea Lock"), made.officer("caseworker", name="Cal Nunn")
    reference = held(caseworker)
    add_colleague(reference, who=bea.account_id, by=caseworker, at=timezone.now())
    for who in (caseworker, bea, cal):
        doing = {"title": "Ring the hostel.", "to": who.account_id, "due_on": None}
        add_task(reference, **doing, by=caseworker, at=timezone.now())
    case_id = made.seen(reference, caseworker).id
    team = [(each.name, each.because) for each in team_of(case_id, timezone.now())]
    assert team == [("Sam Okoro", "holds_it"), ("Cal Nunn", "has_a_task"), ("Bea Lock", "colleague")]
    CaseAccess.objects.filter(because="colleague").update(because="break_glass")
    assert is_of_the_team(case_id, bea.account_id, timezone.now()), "her task stands beside the opening"


def test_only_who_holds_the_case_or_manages_the_team_says_who_works_on_it(caseworker: Actor) -> None:
    bea = made.officer("caseworker", name="Bea Lock")
    manager = made.officer("manager", name="Mina Grove")
    reference = held(caseworker)
    assert code_of(reference, manager, bea) == "not_held"
    add_colleague(reference, who=bea.account_id, by=manager, at=timezone.now())
    assert code_of(reference, bea, manager) == "is_named"
    stranger = made.officer("caseworker", in_team=made.authority_team("Elsewhere"), name="Sol West")
    assert code_of(reference, stranger, manager) == "not_in_team"


def test_a_task_makes_a_case_ones_own_work_until_it_is_done(caseworker: Actor) -> None:
    bea = made.officer("caseworker", name="Bea Lock")
    reference = held(caseworker)
    add_task(reference, title="Ring", to=bea.account_id, due_on=None, by=caseworker, at=timezone.now())
    assert made.seen(reference, bea).is_own_work
    members = team_of(made.seen(reference, bea).id, timezone.now())
    assert ("Bea Lock", "has_a_task") in [(each.name, each.because) for each in members]


def test_somebody_of_another_team_is_let_in_until_a_moment_and_not_after_it(caseworker: Actor) -> None:
    stranger = made.officer("caseworker", in_team=made.authority_team("Elsewhere"), name="Sol West")
    reference, now = held(caseworker), timezone.now()
    with pytest.raises(NotYours):
        made.seen(reference, stranger)
    until = now + timedelta(days=3)
    let_in_for_a_time(reference, who=stranger.account_id, until=until, words=WORDS, by=caseworker, at=now)
    assert made.seen(reference, stranger).named_because == "for_a_time"
    with pytest.raises(NotYours):
        case_for(stranger, reference, at=until)
    assert [note.text for note in Note.objects.all()] == [f"Why somebody was let see this case for a time: {WORDS}"]
    assert check_cases() == []


def test_a_grant_that_is_ended_ends_at_once_and_the_history_says_so(caseworker: Actor) -> None:
    stranger = made.officer("caseworker", in_team=made.authority_team("Elsewhere"), name="Sol West")
    reference, now = held(caseworker), timezone.now()
    let_in_for_a_time(
        reference, who=stranger.account_id, until=now + timedelta(days=3), words=WORDS, by=caseworker, at=now
    )
    row = CaseAccess.objects.get(because="for_a_time")
    take_from_team(reference, access_id=row.id, by=caseworker, at=timezone.now())
    with pytest.raises(NotYours):
        made.seen(reference, stranger)
    assert check_cases() == []
    with pytest.raises(NotYours):
        take_from_team(reference, access_id=row.id, by=caseworker, at=timezone.now())


def test_the_row_of_the_team_and_a_row_of_another_case_cannot_be_ended_here(caseworker: Actor) -> None:
    reference, other = held(caseworker), held(caseworker)
    for row in CaseAccess.objects.filter(case__reference__in=[reference, other]):
        with pytest.raises(NotYours):
            take_from_team(reference, access_id=row.id, by=caseworker, at=timezone.now())


def test_the_list_of_a_restricted_case_is_changed_as_a_list(caseworker: Actor) -> None:
    manager = made.officer("manager", name="Mina Grove")
    bea = made.officer("caseworker", name="Bea Lock")
    reference = held(caseworker)
    restrict_case(
        reference,
        because="operation",
        people={manager.account_id, caseworker.account_id},
        seen=made.seen(reference, manager).version,
        by=manager,
        at=timezone.now(),
    )
    assert code_of(reference, bea, caseworker) == "on_the_list"
    row = CaseAccess.objects.get(because="restricted_list", grantee=caseworker.account_id)
    with pytest.raises(Refused) as refused:
        take_from_team(reference, access_id=row.id, by=caseworker, at=timezone.now())
    assert refused.value.refusal.code == "on_the_list"

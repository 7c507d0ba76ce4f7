"""A case restricted to a list: who sees it, who does not, and that figures, history and lists agree about it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.cases.actions.restricting import restrict_case, unrestrict_case
from opennrm.cases.actions.tasks import add_task
from opennrm.cases.actions.transferring import transfer_case
from opennrm.cases.finding import find_cases
from opennrm.cases.load import load_of
from opennrm.cases.models import Case, CaseAccess, Task
from opennrm.cases.queries import case_for
from opennrm.cases.queues import queues_of
from opennrm.cases.tasks import tasks_for
from opennrm.cases.verification import check_cases
from opennrm.cases.worklists import work_list
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.stages import OPEN_STAGES
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.actions import end_role
from opennrm.partners.giving_roles import hold
from opennrm.partners.models import RoleHeld, Team
from tests.behind import asked_by
from tests.cases.test_leaving import administrator, leaves
from tests.factories import cases as made
from tests.factories.partners import LONG_AGO, actor, client_for

pytestmark = pytest.mark.django_db
STAGES = tuple(stage.value for stage in OPEN_STAGES)


@pytest.fixture
def manager() -> Actor:
    return made.officer("manager", name="Mina Grove")


@pytest.fixture
def caseworker() -> Actor:
    return made.officer("caseworker")


@pytest.fixture
def colleague() -> Actor:
    return made.officer("caseworker", name="Bea Lock")


def restricted(reference: str, *people: Actor, by: Actor, because: str = "famous_person") -> None:
    restrict_case(
        reference,
        because=because,
        people={each.account_id for each in people},
        seen=made.seen(reference, by).version,
        by=by,
        at=timezone.now(),
    )


def lists_of(actor: Actor) -> dict[str, object]:
    """Everything that counts or lists cases for somebody."""
    today = legal_day(timezone.now())
    return {
        "work list": [row.reference for row in work_list(actor, STAGES).rows],
        "queues": [(queue.stage, queue.cases, queue.unallocated) for queue in queues_of(actor, STAGES)],
        "load": sum(load.cases for load in load_of(actor, today)),
        "tasks": len(tasks_for(actor, [actor.account_id]).rows),
    }


def test_for_everybody_else_a_restricted_case_is_not_there(manager: Actor, caseworker: Actor, colleague: Actor) -> None:
    reference = made.referred()
    add_task(reference, title="Ring", to=colleague.account_id, due_on=None, by=manager, at=timezone.now())
    assert lists_of(colleague)["work list"] == [reference]
    restricted(reference, manager, caseworker, by=manager)
    assert made.seen(reference, caseworker).restricted
    with pytest.raises(NotYours):
        made.seen(reference, colleague)
    with asked_by(colleague):
        assert find_cases(colleague, reference) == ()
    with asked_by(caseworker):
        assert [row.reference for row in find_cases(caseworker, reference)] == [reference]
    assert lists_of(colleague) == {"work list": [], "queues": [], "load": 0, "tasks": 0}
    assert lists_of(manager)["load"] == 1
    assert [count for _stage, count, _unheld in lists_of(caseworker)["queues"]] == [1]  # type: ignore[attr-defined]
    assert Case.objects.count() == 1
    assert check_cases() == []


def test_a_manager_who_is_not_on_the_list_neither_sees_nor_counts_it(manager: Actor, caseworker: Actor) -> None:
    other = made.officer("manager", name="Max Hill")
    reference = made.referred()
    restricted(reference, manager, caseworker, by=manager)
    assert lists_of(other) == {"work list": [], "queues": [], "load": 0, "tasks": 0}
    with pytest.raises(NotYours):
        restrict_case(reference, because="operation", people={other.account_id}, seen=1, by=other, at=timezone.now())


def test_the_list_can_be_changed_and_the_case_opened_again(manager: Actor, caseworker: Actor, colleague: Actor) -> None:
    reference = made.referred()
    restricted(reference, manager, caseworker, by=manager)
    restricted(reference, manager, colleague, by=manager, because="operation")
    assert made.seen(reference, colleague).restricted_because == "operation"
    with pytest.raises(NotYours):
        made.seen(reference, caseworker)
    unrestrict_case(reference, seen=made.seen(reference, manager).version, by=manager, at=timezone.now())
    assert made.seen(reference, caseworker).restricted is False
    assert not CaseAccess.objects.filter(because="restricted_list", until_at__isnull=True).exists()
    assert check_cases() == []


@pytest.mark.parametrize(("code", "people"), [("not_in_team", "stranger"), ("not_oneself", "caseworker")])
def test_a_list_names_people_of_the_team_and_whoever_makes_it(
    code: str, people: str, manager: Actor, caseworker: Actor
) -> None:
    reference = made.referred()
    listed: set[UUID] = {manager.account_id, uuid4()} if people == "stranger" else {caseworker.account_id}
    with pytest.raises(Refused) as refused:
        restrict_case(
            reference,
            because="operation",
            people=listed,
            seen=made.seen(reference, manager).version,
            by=manager,
            at=timezone.now(),
        )
    assert (refused.value.refusal.code, refused.value.refusal.field) == (code, "people")


def test_whoever_holds_the_case_stays_on_the_list(manager: Actor, caseworker: Actor) -> None:
    reference = made.referred()
    Case.objects.filter(reference=reference).update(owner_id=caseworker.account_id)
    with pytest.raises(Refused) as refused:
        restricted(reference, manager, by=manager)
    assert refused.value.refusal.code == "without_holder"


def test_a_caseworker_cannot_restrict(caseworker: Actor) -> None:
    reference = made.referred()
    with pytest.raises(Refused) as refused:
        restricted(reference, caseworker, by=caseworker)
    assert refused.value.refusal.code == "not_your_role"


def test_work_in_a_restricted_case_goes_to_somebody_on_the_list(
    manager: Actor, caseworker: Actor, colleague: Actor
) -> None:
    reference = made.referred()
    restricted(reference, manager, caseworker, by=manager)
    with pytest.raises(Refused) as refused:
        add_task(reference, title="Ring", to=colleague.account_id, due_on=None, by=manager, at=timezone.now())
    assert refused.value.refusal.code == "not_in_team"


def test_a_restricted_case_that_is_transferred_is_listed_to_who_restricts_in_the_new_team(
    manager: Actor, caseworker: Actor
) -> None:
    elsewhere = made.authority_team(of="immigration-enforcement-competent-authority")
    Team.objects.filter(id=elsewhere.id).update(receives=True)
    new_manager = made.officer("manager", in_team=elsewhere, name="Noor Dale")
    reference = made.referred()
    restricted(reference, manager, caseworker, by=manager)
    transfer_case(
        reference,
        to_authority="immigration_enforcement_competent_authority",
        seen=made.seen(reference, manager).version,
        by=manager,
        at=timezone.now(),
    )
    assert case_for(new_manager, reference, at=timezone.now()).restricted
    for gone in (manager, caseworker):
        with pytest.raises(NotYours):
            made.seen(reference, gone)
    assert check_cases() == []


def test_what_somebody_off_the_list_had_to_do_passes_to_whoever_holds_the_case(
    manager: Actor, caseworker: Actor, colleague: Actor
) -> None:
    reference = made.referred()
    Case.objects.filter(reference=reference).update(owner_id=caseworker.account_id)
    add_task(reference, title="Ring", to=colleague.account_id, due_on=None, by=manager, at=timezone.now())
    restricted(reference, manager, caseworker, by=manager)
    assert [task.assignee_id for task in Task.objects.all()] == [caseworker.account_id]
    assert lists_of(caseworker)["tasks"] == 1


def test_where_the_team_has_no_manager_one_of_the_authority_stands_in_until_it_has(
    manager: Actor, caseworker: Actor
) -> None:
    elsewhere = made.officer("manager", in_team=made.authority_team("Elsewhere"), name="Noor Dale")
    reference = made.referred()
    restricted(reference, manager, caseworker, by=manager)
    with pytest.raises(NotYours):
        made.seen(reference, elsewhere)
    leaves(manager)
    client = client_for(made.account_of(elsewhere))
    assert reference in client.get("/for-you/").content.decode()
    assert "Change the list" in client.get(f"/cases/{reference}/team/").content.decode()
    restricted(reference, elsewhere, caseworker, by=elsewhere, because="operation")
    assert made.seen(reference, caseworker).restricted_because == "operation"
    with pytest.raises(Refused, match="not_in_team"):
        restricted(reference, elsewhere, made.officer("caseworker", in_team=made.authority_team("Z")), by=elsewhere)
    new = made.account_of(made.officer("caseworker", name="Max Hill"))
    with command():
        hold(new, "manager", made.authority_team().id, by=elsewhere.account_id, at=timezone.now())
    assert made.seen(reference, actor(new)).restricted
    with pytest.raises(NotYours):
        made.seen(reference, elsewhere)
    assert reference not in client.get("/for-you/").content.decode()
    assert check_cases() == []


def test_a_list_on_which_only_people_are_left_who_cannot_change_it_gets_the_managers_of_the_team(
    manager: Actor, caseworker: Actor
) -> None:
    other = made.officer("manager", name="Max Hill")
    reference = made.referred()
    restricted(reference, manager, caseworker, by=manager)
    leaves(manager)
    assert made.seen(reference, other).restricted
    assert made.seen(reference, caseworker).restricted
    unrestrict_case(reference, seen=made.seen(reference, other).version, by=other, at=timezone.now())
    assert made.seen(reference, other).restricted is False


def test_a_manager_on_the_list_who_becomes_a_caseworker_of_the_team_leaves_the_list_with_somebody_who_can_change_it(
    manager: Actor,
) -> None:
    other = made.officer("manager", name="Max Hill")
    reference = made.referred()
    RoleHeld.objects.create(
        account_id=manager.account_id, role="caseworker", team=made.authority_team(), from_at=LONG_AGO
    )
    restricted(reference, manager, by=manager)
    ended = RoleHeld.objects.get(account_id=manager.account_id, role="manager")
    end_role(role_held_id=ended.id, by=administrator(), at=timezone.now())
    assert made.seen(reference, other).restricted

"""Who holds a case: taken by oneself, given by a manager to somebody who decides, told in its history."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.allocation import allocate_case, take_case
from opennrm.cases.queries import case_for
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.partners.actors import actor_of
from tests.factories import cases as made
from tests.factories import partners
from tests.factories.referrals import house

pytestmark = pytest.mark.django_db


def test_a_case_is_taken_once() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    take_case(reference, seen=0, by=by, at=timezone.now())
    assert made.seen(reference, by).owner_id == by.account_id
    other = made.officer("caseworker", name="Bea Lock")
    with pytest.raises(Refused, match="changed_meanwhile"):
        take_case(reference, seen=0, by=other, at=timezone.now())
    allocated = [event for event in events_of_case(reference) if event.kind == "CaseAllocated"]
    assert [event.facts for event in allocated] == [{"to": str(by.account_id)}]


def test_a_manager_gives_a_case_only_to_somebody_of_the_team_who_decides() -> None:
    reference, manager, to = made.referred(), made.officer("manager"), made.officer("caseworker")
    for wrong in (manager.account_id, uuid4(), made.officer("caseworker", in_team=made.authority_team("Z")).account_id):
        with pytest.raises(Refused, match="not_in_team"):
            allocate_case(reference, to=wrong, seen=0, by=manager, at=timezone.now())
    allocate_case(reference, to=to.account_id, seen=0, by=manager, at=timezone.now())
    assert made.seen(reference, manager).owner == "Sam Okoro"


def test_a_caseworker_does_not_allocate() -> None:
    by = made.officer("caseworker")
    with pytest.raises(Refused, match="not_your_role"):
        allocate_case(made.referred(), to=by.account_id, seen=0, by=by, at=timezone.now())


def test_who_manages_one_team_and_decides_in_another_allocates_in_their_own_only() -> None:
    here = house()
    reference = here.adult()
    mixed = partners.account("caseworker", in_team=here.caseworker.roles_held.get().team)
    south = partners.team(here.caseworker.organisation, "South")
    partners.RoleHeld.objects.create(account=mixed, role="manager", team=south, from_at=partners.LONG_AGO)
    by = actor_of(mixed.email, here.at)
    assert by == partners.actor(mixed)
    case = case_for(by, reference, at=timezone.now())
    with pytest.raises(NotYours):
        allocate_case(reference, to=here.caseworker.id, seen=case.version, by=by, at=here.at)
    client = partners.client_for(mixed)
    assert client.get(f"/cases/{reference}/allocate/").status_code == 404
    assert "Say who holds" not in client.get(f"/cases/{reference}/").content.decode()
    assert reference in client.get("/cases/").content.decode()
    take_case(reference, seen=case.version, by=by, at=here.at)

"""Whoever leaves a team no longer sees the cases that they were named in there, from that moment on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.actions.team import add_colleague, let_in_for_a_time
from opennrm.cases.models import CaseAccess
from opennrm.cases.verification import check_cases
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.access import Actor
from opennrm.partners.actions import deactivate_account, end_role
from opennrm.partners.models import Account, RoleHeld
from tests.factories import cases as made
from tests.factories import partners

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-12")]


def administrator() -> Actor:
    home = made.authority_team().organisation
    assert home.type == OrganisationType.COMPETENT_AUTHORITY.value
    return partners.actor(partners.account("administrator", of=home))


def leaves(who: Actor) -> None:
    for held in RoleHeld.objects.filter(account_id=who.account_id, until_at__isnull=True):
        end_role(role_held_id=held.id, by=administrator(), at=timezone.now())


def running(who: Actor) -> list[str]:
    now = timezone.now()
    rows = CaseAccess.objects.filter(grantee=who.account_id)
    return sorted(row.because for row in rows if row.until_at is None or row.until_at > now)


def test_a_role_that_ends_takes_what_it_named_with_it() -> None:
    manager, bea = made.officer("manager", name="Mina Grove"), made.officer("caseworker", name="Bea Lock")
    reference, other = made.referred(), made.referred()
    add_colleague(reference, who=bea.account_id, by=manager, at=timezone.now())
    add_colleague(other, who=bea.account_id, by=manager, at=timezone.now())
    leaves(bea)
    assert running(bea) == []
    assert check_cases() == []


def test_who_leaves_one_team_keeps_what_they_were_let_see_in_another() -> None:
    manager, bea = made.officer("manager", name="Mina Grove"), made.officer("caseworker", name="Bea Lock")
    elsewhere = made.authority_team("Elsewhere")
    RoleHeld.objects.create(
        account_id=bea.account_id, role="caseworker", team=elsewhere, from_at=timezone.now() - timedelta(days=1)
    )
    reference = made.referred()
    add_colleague(reference, who=bea.account_id, by=manager, at=timezone.now())
    held = RoleHeld.objects.get(account_id=bea.account_id, team=elsewhere)
    end_role(role_held_id=held.id, by=administrator(), at=timezone.now())
    assert running(bea) == ["colleague"]
    leaves(bea)
    assert running(bea) == []


def test_a_closed_account_loses_a_grant_in_another_team_too() -> None:
    manager = made.officer("manager", name="Mina Grove")
    sol = made.officer("caseworker", in_team=made.authority_team("Elsewhere"), name="Sol West")
    reference, now = made.referred(), timezone.now()
    let_in_for_a_time(reference, who=sol.account_id, until=now + timedelta(days=2), words="x" * 20, by=manager, at=now)
    assert running(sol) == ["for_a_time"]
    deactivate_account(account_id=sol.account_id, by=administrator(), at=timezone.now())
    assert running(sol) == []
    assert not Account.objects.get(id=sol.account_id).is_active


def test_a_restricted_case_never_loses_its_last_reader() -> None:
    manager, other = made.officer("manager", name="Mina Grove"), made.officer("manager", name="Max Hill")
    reference = made.referred()
    restrict_case(
        reference,
        because="operation",
        people={manager.account_id},
        seen=made.seen(reference, manager).version,
        by=manager,
        at=timezone.now(),
    )
    leaves(manager)
    assert running(other) == ["restricted_list"]
    assert made.seen(reference, other).restricted
    assert check_cases() == []

"""Who is asking, and whether their roles let them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from opennrm.mechanism.vocabulary import Nation
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import ROLES, Permission

TEAM = UUID(int=3)


def actor(*roles: str) -> Actor:
    return Actor(
        account_id=UUID(int=1),
        organisation_id=UUID(int=2),
        organisation_slug="northshire",
        organisation_name="Northshire Police",
        nation=Nation.ENGLAND,
        name="Sam",
        roles=frozenset(roles),
        teams=frozenset({TEAM}),
    )


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("permission", list(Permission))
def test_a_role_may_what_it_says_and_nothing_more(role: str, permission: Permission) -> None:
    refusal = refusal_to_act(actor(role), permission)
    assert (refusal is None) is (permission in ROLES[role].permissions)
    if refusal is not None:
        assert permission.value in refusal.because


def test_several_roles_add_up_and_an_unknown_one_adds_nothing() -> None:
    both = actor("first_responder", "auditor", "emperor").permissions
    assert both == ROLES["first_responder"].permissions | ROLES["auditor"].permissions
    assert actor().permissions == frozenset()


def test_one_can_have_been_let_see_a_record_in_three_ways() -> None:
    assert actor().grantees == (UUID(int=2), TEAM, UUID(int=1))


def test_a_permission_counts_in_the_teams_where_a_role_carries_it() -> None:
    other = UUID(int=4)
    held = (("manager", other), ("caseworker", TEAM), ("auditor", TEAM), ("first_responder", None), ("emperor", TEAM))
    who = replace(
        actor("manager", "caseworker", "auditor", "first_responder"), teams=frozenset({TEAM, other}), held=held
    )
    assert who.teams_for(Permission.ALLOCATE) == (other,)
    assert who.teams_for(Permission.SEE_CASES) == (other, TEAM)
    assert who.teams_for(Permission.REFER) == ()
    assert who.grantees_for(Permission.DECIDE) == (UUID(int=2), TEAM, UUID(int=1))
    assert who.grantees_for(Permission.REFER) == (UUID(int=2), UUID(int=1))
    assert Permission.ALLOCATE not in who.permissions_in(TEAM)
    assert who.permissions_in(other) == ROLES["manager"].permissions

"""Roles that a manager can read."""

from __future__ import annotations

import pytest

from opennrm.partners.picture import roles_page
from opennrm.partners.roles import ROLES, Permission


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_says_what_it_is_for_and_lets_somebody_do_something(role: str) -> None:
    held = ROLES[role]
    assert held.key == role
    assert held.description.endswith(".")
    assert held.permissions


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_is_held_by_some_role(permission: Permission) -> None:
    assert any(permission in role.permissions for role in ROLES.values())


def test_who_invites_cannot_read_cases_and_who_decides_alone_cannot_check() -> None:
    assert Permission.SEE_CASES not in ROLES["administrator"].permissions
    for role in ROLES.values():
        assert not {Permission.DECIDE, Permission.CHECK_DECISIONS} <= role.permissions


def test_the_roles_page_names_every_role_and_permission() -> None:
    page = roles_page()
    for role in ROLES.values():
        assert f"## {role.title}" in page
        assert role.description in page
    for permission in Permission:
        assert permission.value in page
    assert page.endswith("\n")

"""Every permission is held by a role and asked by a page; every role is described; every way of the header leads on."""

from __future__ import annotations

from django.urls import NoReverseMatch, get_resolver, reverse

from opennrm.partners.roles import ROLES, Permission, Role
from opennrm.web.navigation import NAVIGATION, Destination
from opennrm.web.third_party import Address, policies


def not_held(permissions: list[Permission], roles: list[Role]) -> list[Permission]:
    """Permissions that no role carries."""
    return [permission for permission in permissions if not any(permission in role.permissions for role in roles)]


def not_asked(permissions: list[Permission], addresses: list[Address]) -> list[Permission]:
    """Permissions that no address asks for."""
    asked = {permission for address in addresses if address.policy for permission in address.policy.any_of}
    return [permission for permission in permissions if permission not in asked]


def leading_nowhere(places: tuple[Destination, ...]) -> list[str]:
    """Places of the header whose address there is not."""
    found = []
    for place in places:
        try:
            reverse(place.url_name)
        except NoReverseMatch:
            found.append(place.text)
    return found


def test_every_permission_is_held_by_a_role() -> None:
    assert not_held(list(Permission), list(ROLES.values())) == []


def test_every_permission_is_asked_by_a_page() -> None:
    assert not_asked(list(Permission), list(policies(get_resolver().url_patterns))) == []


def test_every_role_says_what_it_is_for() -> None:
    assert [role.key for role in ROLES.values() if not role.description.endswith(".") or not role.permissions] == []


def test_every_way_of_the_header_leads_on() -> None:
    assert leading_nowhere(NAVIGATION) == []


def test_what_is_planted_is_found() -> None:
    one = Role("one", "One", "Refers.", frozenset({Permission.REFER}))
    assert not_held([Permission.REFER, Permission.DECIDE], [one]) == [Permission.DECIDE]
    assert not_asked([Permission.DECIDE], []) == [Permission.DECIDE]
    assert leading_nowhere((Destination("Away", "no_such_page", Permission.REFER, "Nowhere."),)) == ["Away"]

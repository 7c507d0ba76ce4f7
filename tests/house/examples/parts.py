"""Parts of referrals: that came to the asker's organisation or to another, and that wait for somebody to be chosen."""

from __future__ import annotations

from typing import Any

from opennrm.cases.models import Part
from opennrm.partners.models import Account, Organisation, Team
from tests.factories import cases as made
from tests.factories import partners
from tests.house.examples import foreign, of_another_team, own
from tests.house.examples.cases import _next_door, receives

RECEIVED = ("received_part", "part_whereabouts")


def _unrouted() -> Part:
    return Part.objects.filter(case_reference=made.referred(police_contact_agreed="no", support_wanted="yes")).latest(
        "made_at"
    )


def _lies_with(home: Organisation) -> dict[str, Any]:
    made.authority_team()
    part = _unrouted()
    Part.objects.filter(id=part.id).update(organisation=home, state="waiting")
    return {"part_id": part.id}


@own(*RECEIVED)
def _part(account: Account) -> dict[str, Any]:
    return _lies_with(account.organisation)


@foreign(*RECEIVED)
def _part_elsewhere() -> dict[str, Any]:
    return _lies_with(partners.organisation())


def _to_route(team: Team) -> dict[str, Any]:
    assert team
    part = _unrouted()
    return {"reference": part.case_reference, "part_id": part.id}


@own("route_part")
def _to_be_routed(account: Account) -> dict[str, Any]:
    return _to_route(receives(account))


@foreign("route_part")
def _to_be_routed_elsewhere() -> dict[str, Any]:
    return _to_route(made.authority_team())


@of_another_team("route_part")
def _to_be_routed_next_door(account: Account) -> dict[str, Any]:
    return _to_route(_next_door(account))

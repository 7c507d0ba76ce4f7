"""Who is asking, and whether their roles let them: the first of three questions (who may, when may, who may see)."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import Nation
from opennrm.partners.roles import ROLES, Permission


class NotYours(Exception):
    """The record is not one that this actor may know of; shown exactly like one that does not exist."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person as the rules see them: their organisation, teams and roles as of now.

    `held` says which role they hold in which team (None: in the whole organisation, and so in no team), by the team's
    name. Without it they hold roles and belong to teams, and no role in any team.
    """

    account_id: UUID
    organisation_id: UUID
    organisation_slug: str
    organisation_name: str
    nation: Nation | None
    name: str
    roles: frozenset[str]
    teams: frozenset[UUID]
    held: tuple[tuple[str, UUID | None], ...] = ()

    @property
    def permissions(self) -> frozenset[Permission]:
        """Every permission of every role held."""
        return _permissions_of(self.roles)

    @property
    def grantees(self) -> tuple[UUID, ...]:
        """The ids under which this actor can have been let see a record: organisation, teams and person."""
        return (self.organisation_id, *sorted(self.teams), self.account_id)

    def teams_for(self, permission: Permission) -> tuple[UUID, ...]:
        """The teams in which they hold a role that carries the permission, by the team's name."""
        carrying = (team for role, team in self.held if team and permission in _permissions_of({role}))
        return tuple(dict.fromkeys(carrying))

    def grantees_for(self, permission: Permission) -> tuple[UUID, ...]:
        """The ids under which they can have been let do this with a record.

        Their organisation, themselves, and the teams in which a role carries the permission: whoever manages one team
        and is a caseworker in another does not manage the other.
        """
        return (self.organisation_id, *sorted(self.teams_for(permission)), self.account_id)

    def permissions_in(self, team_id: UUID) -> frozenset[Permission]:
        """Every permission of every role held in this team."""
        return _permissions_of({role for role, team in self.held if team == team_id})


def _permissions_of(roles: Set[str]) -> frozenset[Permission]:
    return frozenset().union(*(ROLES[role].permissions for role in roles if role in ROLES))


def refusal_to_act(actor: Actor, permission: Permission) -> Refusal | None:
    """None if one of the actor's roles carries the permission."""
    if permission in actor.permissions:
        return None
    return Refusal(
        code="not_your_role",
        because=f"Your roles do not let you {permission.value}. Ask your organisation's administrator.",
        source="house",
    )

"""Who is asking, and whether their roles let them: the first of three questions (who may, when may, who may see)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import Nation
from opennrm.partners.roles import ROLES, Permission


class NotYours(Exception):
    """The record is not one that this actor may know of; shown exactly like one that does not exist."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person as the rules see them: their organisation, teams and roles as of now."""

    account_id: UUID
    organisation_id: UUID
    organisation_slug: str
    organisation_name: str
    nation: Nation | None
    name: str
    roles: frozenset[str]
    teams: frozenset[UUID]

    @property
    def permissions(self) -> frozenset[Permission]:
        """Every permission of every role held."""
        return frozenset().union(*(ROLES[role].permissions for role in self.roles if role in ROLES))

    @property
    def grantees(self) -> tuple[UUID, ...]:
        """The ids under which this actor can have been let see a record: organisation, teams and person."""
        return (self.organisation_id, *sorted(self.teams), self.account_id)


def refusal_to_act(actor: Actor, permission: Permission) -> Refusal | None:
    """None if one of the actor's roles carries the permission."""
    if permission in actor.permissions:
        return None
    return Refusal(
        code="not_your_role",
        because=f"Your roles do not let you {permission.value}. Ask your organisation's administrator.",
        source="house",
    )

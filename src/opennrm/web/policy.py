"""What an address needs of whoever asks for it; every address has exactly one policy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from opennrm.mechanism.refusal import Refusal
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission


class Openness(Enum):
    """How far a policy opens an address."""

    PUBLIC = "anybody"
    SIGNED_IN = "anybody who is signed in"
    PERMITTED = "whoever may"
    BY_SYSTEM = "a system whose token has the scope"


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may open an address: anybody, anybody signed in, or those whose roles carry one of `any_of`.

    By token it is systems alone, with a `scope` besides: no browser that is signed in opens such an address.
    """

    openness: Openness
    any_of: tuple[Permission, ...] = ()
    scope: str = ""

    def __str__(self) -> str:
        if self.openness is Openness.BY_SYSTEM:
            return f"{self.openness.value} `{self.scope}`"
        if self.openness is not Openness.PERMITTED:
            return str(self.openness.value)
        return f"{self.openness.value} " + ", or ".join(permission.value for permission in self.any_of)

    @property
    def is_public(self) -> bool:
        """Need nobody be signed in."""
        return self.openness is Openness.PUBLIC

    def refusal(self, actor: Actor | None) -> Refusal | None:
        """None if this actor may open the address; otherwise why not."""
        if self.openness is Openness.PUBLIC:
            return None
        if self.openness is Openness.BY_SYSTEM:
            return Refusal(code="no_token", because="This address is for systems, by a token.", source="house")
        if actor is None:
            return Refusal(code="sign_in_first", because="Sign in to see this page.", source="house")
        return self.refusal_by_role(actor)

    def refusal_by_role(self, actor: Actor) -> Refusal | None:
        """None if one of the actor's roles lets them; of a system that came by a token this is what is left to ask."""
        refusals = [refusal_to_act(actor, permission) for permission in self.any_of]
        return refusals[0] if refusals and all(refusals) else None


PUBLIC = Policy(Openness.PUBLIC)
SIGNED_IN = Policy(Openness.SIGNED_IN)


def by_token(scope: str, needs: Permission) -> Policy:
    """The policy of an address for programs: a token with this scope, of a system whose role carries the permission."""
    return Policy(Openness.BY_SYSTEM, (needs,), scope)


def policy_of(needs: Permission | Policy | tuple[Permission, ...]) -> Policy:
    """The policy that a page states in short: a permission, several of which one is enough, or a policy itself."""
    if isinstance(needs, Policy):
        return needs
    any_of = needs if isinstance(needs, tuple) else (needs,)
    if not any_of or not all(isinstance(permission, Permission) for permission in any_of):
        raise TypeError("A page needs a Permission, several of them, PUBLIC or SIGNED_IN.")
    return Policy(Openness.PERMITTED, any_of)

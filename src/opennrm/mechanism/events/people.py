"""What can happen to the people of the partnership, and the lists they look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from opennrm.mechanism.events.event import Code, Event, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in; `how` says with what, such as a recovery code in place of one from the app."""

    how: Code = "password_and_code"

    sentence: ClassVar[str] = "Signed in with {how}."


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut(Event):
    """Somebody signed out."""

    sentence: ClassVar[str] = "Signed out."


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRefused(Event):
    """Somebody could not sign in."""

    reason: Code

    sentence: ClassVar[str] = "A sign-in was refused: {reason}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInvited(Event):
    """An administrator invited somebody to their organisation."""

    organisation: Code
    role: Code

    sentence: ClassVar[str] = "Somebody was invited to {organisation} as {role}."


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    """An invited person made their account."""

    organisation: Code

    sentence: ClassVar[str] = "The invitation to {organisation} was accepted."


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationWithdrawn(Event):
    """An administrator took an invitation back before it was accepted, or closed the account it was for."""

    organisation: Code

    sentence: ClassVar[str] = "The invitation to {organisation} was withdrawn."


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven(Event):
    """Somebody was given a role, in a team or (None) in the whole organisation."""

    role: Code
    organisation: Code
    team: Reference | None = None

    sentence: ClassVar[str] = "The role {role} was given."

    @classmethod
    def sentence_for(cls, facts: Mapping[str, Any]) -> str:
        """With the team, where it was given in one."""
        return "The role {role} was given in the team {team}." if facts.get("team") else cls.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleProposed(Event):
    """A role that reads records, or makes administrators, was given by one administrator for a second to confirm."""

    role: Code
    organisation: Reference
    proposal: Reference

    sentence: ClassVar[str] = "The role {role} was proposed, for a second administrator to confirm."


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSettled(Event):
    """A second administrator confirmed a role or refused it, or whoever proposed it took it back."""

    role: Code
    organisation: Reference
    confirmed: bool

    sentence: ClassVar[str] = "The proposal of the role {role} was settled. Confirmed: {confirmed}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGivenAlone(Event):
    """A role given by two was given and nobody confirmed it, since the organisation has one administrator only."""

    role: Code
    organisation: Reference

    sentence: ClassVar[str] = "The role {role} was given by the only administrator: nobody else confirmed it."


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded(Event):
    """A role of somebody's ended, in a team or (None) in the whole organisation."""

    role: Code
    organisation: Code
    team: Reference | None = None

    sentence: ClassVar[str] = "The role {role} ended."

    @classmethod
    def sentence_for(cls, facts: Mapping[str, Any]) -> str:
        """With the team, where it was held in one."""
        return "The role {role} in the team {team} ended." if facts.get("team") else cls.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ListViewed(Event):
    """Somebody looked at a list that shows people; how many it showed."""

    list_name: Code
    shown: int

    sentence: ClassVar[str] = "The list {list_name} was viewed, with {shown} entries."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAddressKept(Event):
    """Somebody had a keyed hash of their own address kept, or taken away."""

    kept: bool

    sentence: ClassVar[str] = "Somebody said at which address they live, to be kept as a hash only. Kept: {kept}."

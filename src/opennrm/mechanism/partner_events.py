"""What can happen to organisations, people and their roles, as facts in the past tense; never a name or an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationJoined(Event):
    """An organisation (subject: its id) came into the partnership."""

    type: str
    sentence: ClassVar[str] = "An organisation joined the partnership"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInvited(Event):
    """An administrator invited somebody (subject: the invitation's id)."""

    organisation: str
    role: str
    sentence: ClassVar[str] = "Somebody was invited as {role}"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    """Somebody took up an invitation (subject: the new account's id)."""

    invitation: str
    organisation: str
    sentence: ClassVar[str] = "Somebody took up their invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven(Event):
    """A role was given to an account (subject)."""

    role: str
    team: str | None
    sentence: ClassVar[str] = "The role {role} was given"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded(Event):
    """A role of an account (subject) was ended."""

    role: str
    team: str | None
    sentence: ClassVar[str] = "The role {role} was ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDeactivated(Event):
    """An account (subject) can no longer sign in."""

    sentence: ClassVar[str] = "The account was closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorSetUp(Event):
    """Somebody set up the second factor of their account (subject)."""

    sentence: ClassVar[str] = "The second factor was set up"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in to an account (subject)."""

    sentence: ClassVar[str] = "Signed in"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRefused(Event):
    """Somebody could not sign in to an account (subject: its id, or "unknown")."""

    reason: str
    sentence: ClassVar[str] = "A sign-in was refused ({reason})"

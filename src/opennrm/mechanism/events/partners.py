"""What can happen to the organisations of the partnership and to the accounts of their people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationJoined(Event):
    """An organisation (subject: its short name) came into the partnership."""

    type: Code

    sentence: ClassVar[str] = "An organisation joined the partnership: {type}."


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed(Event):
    """An administrator closed somebody's account."""

    organisation: Code

    sentence: ClassVar[str] = "The account was closed."


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorSetUp(Event):
    """Somebody set up the second factor of their account."""

    sentence: ClassVar[str] = "The second factor was set up."

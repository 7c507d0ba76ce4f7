"""What can happen to the organisations of the partnership and to the accounts of their people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from opennrm.mechanism.events.event import Account, Code, Event, Reference


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
class NewStartProposed(Event):
    """An administrator asked that somebody sets up a new second factor, for a second administrator to confirm."""

    organisation: Code
    invitation: Reference

    sentence: ClassVar[str] = "A new start with another second factor was proposed, for a second administrator."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStartSettled(Event):
    """A second administrator confirmed or refused a new start, or whoever proposed it took it back."""

    organisation: Code
    confirmed: bool

    sentence: ClassVar[str] = "The proposal of a new start was settled. Confirmed: {confirmed}."


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedAnew(Event):
    """Somebody who had an account took up an invitation: a new password, and perhaps a new second factor."""

    organisation: Code
    new_factor: bool

    sentence: ClassVar[str] = "The account was started anew. A new second factor: {new_factor}."


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorSetUp(Event):
    """Somebody set up the second factor of their account."""

    sentence: ClassVar[str] = "The second factor was set up."


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """Somebody changed the password of their account."""

    sentence: ClassVar[str] = "The password was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodesMade(Event):
    """Somebody made new recovery codes for their account."""

    sentence: ClassVar[str] = "New recovery codes were made; the earlier ones no longer work."


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineSwitched(Event):
    """An administrator said whether people of their organisation (subject) may write without a network."""

    is_on: bool

    sentence: ClassVar[str] = "Writing referrals without a network was switched. On: {is_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivingTeamChosen(Event):
    """An administrator said which team of their organisation (subject: its short name) receives what comes to it."""

    team: Reference
    before: Reference | None = None

    sentence: ClassVar[str] = "The team {team} receives new cases from now on."

    @classmethod
    def sentence_for(cls, facts: Mapping[str, Any]) -> str:
        """With the team that received them until then, where there was one."""
        if not facts.get("before"):
            return cls.sentence
        return "The team {team} receives new cases from now on, in place of {before}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyAdded(Event):
    """Somebody added a passkey to their account; `how_many` they have now."""

    how_many: int

    sentence: ClassVar[str] = "A passkey was added; there are now {how_many}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyRemoved(Event):
    """Somebody removed a passkey from their account; `how_many` they have left."""

    how_many: int

    sentence: ClassVar[str] = "A passkey was removed; {how_many} are left."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBrowserMet(Event):
    """Somebody who had signed in before did so with a browser that was not known."""

    sentence: ClassVar[str] = "It was a browser that had not been signed in with before."


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Event):
    """Somebody ended sessions of their own, on this browser or another; how many."""

    how_many: int

    sentence: ClassVar[str] = "Sessions were ended by their owner: {how_many}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedAgain(Event):
    """Somebody showed again that it is they, before something that matters; `how` says with what."""

    how: Code

    sentence: ClassVar[str] = "Confirmed again, with {how}."


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemAdded(Event):
    """An administrator entered a computer system of their organisation (subject: its account)."""

    organisation: Code

    sentence: ClassVar[str] = "A system of the organisation was entered."


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTokenMade(Event):
    """An administrator made a token for a system of their organisation."""

    organisation: Code
    system: Account
    scopes: tuple[Code, ...]
    until: date

    sentence: ClassVar[str] = "A token for a system was made, until {until}. It may: {scopes}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTokenEnded(Event):
    """An administrator ended a token before its time."""

    organisation: Code
    system: Account

    sentence: ClassVar[str] = "A token of a system was ended."


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookAdded(Event):
    """An administrator registered an address that is called when something happens to a referral."""

    organisation: Code

    sentence: ClassVar[str] = "A webhook was registered."


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSecretChanged(Event):
    """An administrator gave a webhook another secret."""

    organisation: Code

    sentence: ClassVar[str] = "The secret of a webhook was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEnded(Event):
    """An administrator ended a webhook."""

    organisation: Code

    sentence: ClassVar[str] = "A webhook was ended."


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookStopped(Event):
    """A webhook was given up, since for days no call to it was taken; `reason` says what came of the last."""

    organisation: Code
    reason: Code

    sentence: ClassVar[str] = "A webhook was given up: {reason}."

"""Letters and messages in the outbox for tests, and carriers that do as they are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from opennrm.audit.record import command
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.actions import tell_of_work, write_letter
from opennrm.notifications.channels.port import Parcel, Undelivered
from opennrm.notifications.kinds import Audience, Channel, LetterKind
from opennrm.notifications.models import Message
from tests.factories import partners
from tests.notifications.samples import ADDRESSEES, ADULT, HEAD, NOTICE, POSITIVE

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def letter(
    reference: str = "NRM-2026-000123", channel: Channel = Channel.POST, at: datetime = NOW, **changes: Any
) -> UUID:
    """A positive decision to an adult, waiting to leave; gives the letter's id."""
    shared = {"authority_name": HEAD["authority_name"], "contact": HEAD["contact"]}
    given: dict[str, Any] = {
        "kind": LetterKind.REASONABLE_GROUNDS_POSITIVE,
        "audience": Audience.PERSON,
        "referral_kind": ReferralKind.ADULT,
        "content": {**shared, **ADULT, **POSITIVE},
        "addressee_lines": ADDRESSEES[Audience.PERSON],
        "confirmed_safe": True,
    }
    if channel is Channel.PORTAL:
        given |= {
            "kind": LetterKind.NOTICE_OF_OUTCOME,
            "audience": Audience.FIRST_RESPONDER,
            "content": {**shared, **NOTICE, "outcome_name": "positive"},
            "addressee_lines": ADDRESSEES[Audience.FIRST_RESPONDER],
        }
    given |= changes
    with command():
        return write_letter(
            given.pop("kind"),
            channel=channel,
            reference=reference,
            profile="borders_act_2023",
            profile_version="2023-01-30",
            at=at,
            by=None,
            **given,
        )


def mail(at: datetime = NOW) -> UUID:
    """An e-mail "you have work" to a new account, waiting to leave; gives the account's id."""
    who: UUID = partners.account(second_factor=False).id
    with command():
        tell_of_work([who], at=at)
    return who


def message_of(letter_id: UUID) -> Message:
    """The message that carries a letter, as it stands now."""
    return Message.objects.get(letter_id=letter_id)


class Recorder:
    """A carrier that keeps what it is given, and fails as `fault` says."""

    def __init__(self, fault: Callable[[Parcel], Exception | None] = lambda parcel: None) -> None:
        self.carried: list[Parcel] = []
        self.tried = 0
        self.fault = fault

    def carry(self, parcel: Parcel) -> None:
        """Keep it, unless it fails."""
        self.tried += 1
        fault = self.fault(parcel)
        if fault is not None:
            raise fault
        self.carried.append(parcel)


def down(_: Parcel) -> Undelivered:
    """The channel is out of order."""
    return Undelivered("mail_server_does_not_answer", out_of_order=True)


def never(_: Parcel) -> Undelivered:
    """This one will never go like this."""
    return Undelivered("mail_server_said_550", for_good=True)


def later(_: Parcel) -> Undelivered:
    """This one may go later."""
    return Undelivered("mail_server_said_451")

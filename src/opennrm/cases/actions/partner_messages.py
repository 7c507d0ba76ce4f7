"""Messages between the team that holds a case and whoever referred: written, and said to be read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import made_once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_text
from opennrm.cases.actions.moving import RECORD_ERASED, locked_case
from opennrm.cases.actions.telling import tell_who_holds, tell_who_referred
from opennrm.cases.models import Case, PartnerMessage
from opennrm.cases.partner_messages import Side
from opennrm.mechanism.events import Event, PartnerMessagesRead, PartnerMessageWritten
from opennrm.mechanism.refusal import Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import referral_for
from opennrm.vault.hashes import keyed_hash

LONGEST = 5_000
EMPTY = "Write your message."


def hash_of_message(text: str, side: str) -> str:
    """The keyed hash by which row and event know what a message says, and whose it is."""
    return keyed_hash("message between partners", [text, side])


def write_to_referrer(reference: str, *, text: str, by: Actor, at: datetime, token: str | None = None) -> UUID:
    """Write to who referred, for the case's team; gives the message's id. They are told that there is work.

    Raises `NotYours`; `Refused` naming the field. Sent again with the same `token` of a form, it is written once.
    """
    refuse_if(refusal_of_text(text, "text", EMPTY, LONGEST))

    def write() -> UUID:
        case = locked_case(reference, needs=Permission.WORK_ON_CASES, seen=None, by=by, at=at)
        return _kept(case, Side.AUTHORITY, text, by=by, at=at)

    with command():
        return made_once(write, who=by.account_id, token=_key(reference, token), body={"text": text}, at=at)


def write_to_authority(reference: str, *, text: str, by: Actor, at: datetime, token: str | None = None) -> UUID:
    """Write to the team that holds the case of a referral of theirs; gives the message's id. Raises as above."""
    refuse_if(refusal_to_act(by, Permission.ANSWER_QUESTIONS) or refusal_of_text(text, "text", EMPTY, LONGEST))

    def write() -> UUID:
        with as_the_house():  # the case is another's; what is written to its team is theirs
            return _kept(_case_of(reference), Side.REFERRER, text, by=by, at=at)

    with command():
        referral_for(by, reference, at=at)
        return made_once(write, who=by.account_id, token=_key(reference, token), body={"text": text}, at=at)


def read_as_team(reference: str, *, by: Actor, at: datetime) -> None:
    """Say, for the case's team, that what who referred wrote was read. Raises `NotYours`."""
    with command():
        locked_case(reference, needs=Permission.WORK_ON_CASES, seen=None, by=by, at=at)
        _say_read(reference, Side.AUTHORITY, by=by, at=at)


def read_as_referrer(reference: str, *, by: Actor, at: datetime) -> None:
    """Say, for who referred, that what the authority wrote was read. Raises `NotYours`."""
    refuse_if(refusal_to_act(by, Permission.ANSWER_QUESTIONS))
    with command():
        referral_for(by, reference, at=at)
        _say_read(reference, Side.REFERRER, by=by, at=at)


def tell_other_side(event: Event, at: datetime, by: UUID | None) -> None:
    """A message was written: tell who referred, or who holds the case, that there is work."""
    (tell_who_referred if event.facts()["side"] == Side.AUTHORITY else tell_who_holds)(event, at, by)


def _key(reference: str, token: str | None) -> str | None:
    return token and f"message:{reference}:{token}"


def _case_of(reference: str) -> Case:
    case = Case.objects.select_for_update().filter(reference=reference).first()
    if case is None:
        raise NotYours
    if case.erased_on is not None:
        raise Refused(RECORD_ERASED)
    return case


def _kept(case: Case, side: Side, text: str, *, by: Actor, at: datetime) -> UUID:
    message = PartnerMessage.objects.create(
        case=case,
        reference=case.reference,
        side=side.value,
        text=text,
        text_hash=hash_of_message(text, side),
        written_at=at,
        written_by_id=by.account_id,
    )
    _say_read(case.reference, side, by=by, at=at)  # who answers has read what they answer
    written = PartnerMessageWritten(
        subject=case.reference,
        case=case.reference,
        message=str(message.id),
        side=side.value,
        text_hash=message.text_hash,
    )
    announce(written, at=at, by=by.account_id)
    return message.id


def _say_read(reference: str, side: Side, *, by: Actor, at: datetime) -> None:
    unread = PartnerMessage.objects.filter(reference=reference, side=side.other.value, read_at__isnull=True)
    if unread.update(read_at=at, read_by_id=by.account_id):
        told = PartnerMessagesRead(subject=reference, case=reference, side=side.value)
        announce(told, at=at, by=by.account_id)

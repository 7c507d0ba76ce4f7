"""Sending a letter again: one more row in the outbox for the same letter, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.mechanism.events import LetterSentAgain, LetterStopped
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.notifications.actions import GIVES_UP_AFTER, NO_SAFE_ADDRESS
from opennrm.notifications.kinds import Channel, State
from opennrm.notifications.letters import hash_of_address
from opennrm.notifications.models import Letter, Message
from opennrm.partners.access import NotYours


class Again(StrEnum):
    """Why a letter is sent again. Source: own."""

    NOT_RECEIVED = "not_received"
    RETURNED = "returned_undelivered"
    CONTACT_CHANGED = "safe_contact_changed"
    ASKED_FOR = "asked_for_again"
    FAILED = "could_not_be_delivered"


class Stopped(StrEnum):
    """Why a letter that had not left was kept from leaving. Source: own."""

    CONTACT_CHANGED = "safe_contact_changed"
    PERSON_DIED = "person_died"
    PERSON_MISSING = "person_missing"
    LEFT_THE_COUNTRY = "left_the_country"
    RECORD_ERASED = "record_erased"


STILL_WAITS = Refusal(
    code="still_waits",
    because="This letter still waits to be sent in this way. Wait until it has left, or choose another way.",
    source="house",
    field="way",
)
NO_REASON = Refusal(
    code="no_reason_to_send_again", because="Choose why the letter is sent again.", source="house", field="because"
)


def send_again(
    letter_id: UUID,
    *,
    channel: Channel,
    addressee_lines: Sequence[str],
    confirmed_safe: bool,
    because: str,
    at: datetime,
    by: UUID,
) -> UUID:
    """Put a letter in the outbox once more, inside the caller's command; gives the message's id.

    Whoever calls has asked whether the way is safe and whether the letter may still go to them. What waits in another
    way, or could not be delivered, is ended first. Raises `NotYours` if there is no such letter; `Refused`
    without a reason, by post to an address not confirmed as safe, or while it still waits in the same way.
    """
    if because not in set(Again):
        raise Refused(NO_REASON)
    if channel is Channel.POST and not confirmed_safe:
        raise Refused(NO_SAFE_ADDRESS)
    letter = Letter.objects.select_for_update().filter(id=letter_id).first()
    if letter is None:
        raise NotYours
    open_states = [State.WAITING.value, State.DEAD.value]
    earlier = list(Message.objects.select_for_update().filter(letter=letter, state__in=open_states).order_by("number"))
    if any(_still_waits(each, letter, channel, addressee_lines) for each in earlier):
        raise Refused(STILL_WAITS)
    _end(earlier)
    elsewhere = list(addressee_lines) != list(letter.addressee)
    message = Message.objects.create(
        channel=channel.value,
        letter=letter,
        addressee=list(addressee_lines) if elsewhere else None,
        because=because,
        order_key=letter.case_reference,
        next_attempt_at=at,
        gives_up_at=at + GIVES_UP_AFTER,
        created_at=at,
    )
    announce(
        LetterSentAgain(
            subject=letter.referral_reference,
            case=letter.case_reference or None,
            letter_kind=letter.kind,
            audience=letter.audience,
            channel=channel.value,
            text_hash=letter.text_hash,
            address_hash=hash_of_address(addressee_lines),
            because=because,
        ),
        at=at,
        by=by,
    )
    return message.id


def lines_of(message: Message, letter: Letter) -> list[str]:
    """The name and address that a message carries its letter to."""
    return list(message.addressee or letter.addressee)


def _still_waits(message: Message, letter: Letter, channel: Channel, addressee_lines: Sequence[str]) -> bool:
    same_way = message.channel == channel.value and lines_of(message, letter) == list(addressee_lines)
    return same_way and channel is not Channel.PORTAL and message.state == State.WAITING.value


def _end(earlier: Sequence[Message]) -> None:
    """An older way that has not led anywhere ends, so that nothing leaves twice: what was printed is taken out."""
    for message in earlier:
        if message.channel != Channel.PORTAL.value:
            message.state = State.ENDED.value
            message.save(update_fields=["state"])


def stop_what_waits(
    reference: str, because: Stopped, *, at: datetime, by: UUID | None, of_agencies_too: bool = False
) -> list[UUID]:
    """Keep from leaving what has not yet left for a person in a case, printed or not; gives the letters, each once.

    For when nothing may go to them any more, or not by that way. What could not be delivered is stopped too, so that
    nobody lets it wait again. What lies in a batch that was not posted stays known there as what is to be taken out.
    `of_agencies_too`: also what is for organisations. Inside the caller's command.
    """
    not_left = Message.objects.select_for_update(of=("self",)).filter(
        letter__case_reference=reference, state__in=(State.WAITING.value, State.DEAD.value)
    )
    if not of_agencies_too:
        not_left = not_left.filter(letter__organisation__isnull=True)
    letters: dict[UUID, Letter] = {}
    for message in not_left.select_related("letter").order_by("number"):
        letter = message.letter
        assert letter is not None  # noqa: S101 - the filter asks for messages that carry a letter
        message.state, message.stopped_because = State.ENDED.value, because.value
        message.save(update_fields=["state", "stopped_because"])
        letters[letter.id] = letter
        stopped = LetterStopped(
            subject=letter.referral_reference,
            case=letter.case_reference or None,
            letter_kind=letter.kind,
            audience=letter.audience,
            channel=message.channel,
            text_hash=letter.text_hash,
            because=because.value,
        )
        announce(stopped, at=at, by=by)
    return list(letters)

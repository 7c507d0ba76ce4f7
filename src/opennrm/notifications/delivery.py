"""Carries what waits in the outbox, one message a transaction, its row locked until it is marked.

A worker that is killed loses its transaction and so its lock: the next one sees the row as it was and carries it
again under the same Message-ID or file name. What cannot be delivered becomes dead, which is visible, never dropped.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import LetterDelivered, LetterFailed
from opennrm.notifications.actions import GIVES_UP_AFTER
from opennrm.notifications.administration import LINE as ADMINISTRATION
from opennrm.notifications.anchors import email_of_anchor
from opennrm.notifications.channels.chosen import chosen_carriers
from opennrm.notifications.channels.port import Carrier, Parcel, Undelivered
from opennrm.notifications.emails import email
from opennrm.notifications.kinds import BY_MACHINE, Channel, State
from opennrm.notifications.letters import MissingGap
from opennrm.notifications.models import Message
from opennrm.notifications.printing import CannotBePrinted
from opennrm.notifications.queries import pdf_of_message
from opennrm.partners.queries import invitation_to_send, open_invitation

log = structlog.get_logger()

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
MORE_PATIENCE = timedelta(days=18)
"""How much longer "try later" is believed than "never like this", which is believed once the message's time is up: 72
hours from the first refusal. A channel that is out of order as a whole makes no message dead, however long that lasts,
and uses up no message's time."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round did: sent; failed and waiting to be tried again; given up for dead."""

    sent: int = 0
    failed: int = 0
    dead: int = 0

    def __add__(self, other: Delivered) -> Delivered:
        """Both rounds together."""
        return Delivered(self.sent + other.sent, self.failed + other.failed, self.dead + other.dead)

    @property
    def tried(self) -> int:
        """How many messages were tried."""
        return self.sent + self.failed + self.dead


def deliver(now: datetime, limit: int = 20, *, carriers: Mapping[Channel, Carrier] | None = None) -> Delivered:
    """Try at most `limit` messages that are due at `now` (aware). Several may call it at once.

    Within a case a later message waits for the earlier one. A channel found out of order is left alone for the rest
    of the round. Channels without a carrier (handing over, portal) are not touched: a person moves those.
    Raises `NotRecorded` if the history could not be written; the message then counts as not sent.
    """
    working = dict(chosen_carriers() if carriers is None else carriers)
    done = Delivered()
    while working and done.tried < limit:
        one = _deliver_one(now, working)
        if one is None:
            break
        done += one
    return done


def wait_after(attempts: int, draw: float) -> timedelta:
    """How long to wait after so many failed attempts (from 1): doubling, at most 30 minutes.

    `draw` between 0 and 1 shortens it by up to half, so that what failed together is not tried together.
    """
    whole: timedelta = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts - 1, 16))
    return whole * (1 - draw / 2)


def _deliver_one(now: datetime, working: dict[Channel, Carrier]) -> Delivered | None:
    with command():
        message = _next_due(now, working)
        if message is None:
            return None
        carrier = working[Channel(message.channel)]
        try:
            _carry(message, carrier, now)
        except Undelivered as failure:
            if failure.out_of_order:
                del working[Channel(message.channel)]
            return _mark_failed(message, failure, now)
        return _mark_sent(message, now)


def _next_due(now: datetime, channels: Collection[Channel]) -> Message | None:
    waiting = Message.objects.filter(state=State.WAITING.value)
    # Another worker's message in flight still reads as waiting here, so nothing of its case is taken beside it.
    earlier = waiting.filter(
        order_key=OuterRef("order_key"),
        number__lt=OuterRef("number"),
        channel__in=[channel.value for channel in BY_MACHINE],
    )
    return (
        waiting.filter(
            Q(order_key="") | ~Exists(earlier),
            next_attempt_at__lte=now,
            channel__in=[channel.value for channel in channels],
            batch__isnull=True,  # somebody prints and posts it
        )
        .select_related("letter", "recipient")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("next_attempt_at", "number")
        .first()
    )


def _carry(message: Message, carrier: Carrier, now: datetime) -> None:
    try:
        with transaction.atomic():  # a savepoint: after a fault of the database it can still be marked as failed
            parcel = _parcel(message, now)
        carrier.carry(parcel)
    except Undelivered:
        raise
    except (CannotBePrinted, MissingGap) as error:
        raise Undelivered("letter_cannot_be_printed", for_good=True) from error
    except Exception as error:
        # One message that trips over a fault of ours must not keep all others from leaving. Its text may name people.
        log.error("fault_in_delivery", message=str(message.id), fault=type(error).__name__)
        raise Undelivered("fault_of_ours", for_good=True) from error


def _parcel(message: Message, now: datetime) -> Parcel:
    if message.letter is not None:
        return Parcel(message.id, pdf_of_message(message))
    if message.invitation_id is not None:
        to, secret = invitation_to_send(message.invitation_id)
        if open_invitation(secret, at=now) is None:
            raise Undelivered("invitation_over", for_good=True)
        path = reverse("invitation", kwargs={"secret": secret})
        return Parcel(
            message.id, email(message.line, to=to, id_=message.id, written_at=message.created_at, path=path), to
        )
    if message.anchor_id is not None:
        return Parcel(message.id, email_of_anchor(message.anchor_id, message), message.outside)
    # Whose account was closed is still told of that, so that no administrator is removed unseen.
    if message.recipient is None or not (message.recipient.is_active or message.line == ADMINISTRATION):
        raise Undelivered("account_closed", for_good=True)
    to = message.recipient.email
    return Parcel(message.id, email(message.line, to=to, id_=message.id, written_at=message.created_at), to)


def _mark_sent(message: Message, now: datetime) -> Delivered:
    message.state = State.SENT.value
    message.sent_at = now
    message.attempts += 1
    message.last_error = ""
    message.save(update_fields=["state", "sent_at", "attempts", "last_error"])
    if message.letter is not None:
        letter = message.letter
        event = LetterDelivered(
            subject=letter.referral_reference,
            case=letter.case_reference or None,
            letter_kind=letter.kind,
            channel=message.channel,
        )
        announce(event, at=now, by=None)
    return Delivered(sent=1)


def _mark_failed(message: Message, failure: Undelivered, now: datetime) -> Delivered:
    _count_patience(message, failure, now)
    patience = message.gives_up_at if failure.for_good else message.gives_up_at + MORE_PATIENCE
    dead = not failure.out_of_order and now >= patience
    is_news = dead or failure.code != message.last_error
    message.attempts += 1
    message.last_error = failure.code
    message.next_attempt_at = now + wait_after(message.attempts, random.random())  # noqa: S311 - spreads, hides nothing
    if dead:
        message.state = State.DEAD.value
    message.save(update_fields=["state", "attempts", "last_error", "next_attempt_at", "refused_at", "gives_up_at"])
    log.warning("not_delivered", message=str(message.id), channel=message.channel, code=failure.code, dead=dead)
    if message.letter is not None and is_news:  # not every try of a long outage: the history would drown in it
        letter = message.letter
        event = LetterFailed(
            subject=letter.referral_reference,
            case=letter.case_reference or None,
            letter_kind=letter.kind,
            channel=message.channel,
            reason=failure.code,
            attempt=message.attempts,
        )
        announce(event, at=now, by=None)
    return Delivered(dead=1) if dead else Delivered(failed=1)


def _count_patience(message: Message, failure: Undelivered, now: datetime) -> None:
    """A message's time runs from its first refusal, and from anew once its channel was down in between."""
    if failure.out_of_order:
        message.refused_at = None
    elif message.refused_at is None:
        message.refused_at = now
        message.gives_up_at = max(message.gives_up_at, now + GIVES_UP_AFTER)

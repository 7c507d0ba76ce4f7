"""Fourteen days in which the mail server is down and half-down while people go on working, in simulated time.

Each step somebody works: a command writes a letter and an e-mail and commits, or is rolled back. Then the outbox is
delivered. At the end `faults` says what is not as it should be: each thing once, in order, and nothing for what did
not commit.
"""

from __future__ import annotations

import ssl
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from opennrm.audit.record import command
from opennrm.notifications.actions import tell_of_work
from opennrm.notifications.channels.email_smtp import Server, Smtp
from opennrm.notifications.channels.port import Carrier, Parcel, Undelivered
from opennrm.notifications.delivery import deliver
from opennrm.notifications.emails import message_id
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Message
from tests.factories import partners
from tests.notifications.channels.test_email_smtp import free_port
from tests.notifications.outbox import NOW, letter

STEP = timedelta(hours=4)
DAYS = 14
NOBODY_TAKES = "half-down: 451"
BREAKS_OFF = "half-down: breaks off"
DOWN = "down"
UP = "up"


class MailServer:
    """A real server on this machine, whose state of health the test sets; it keeps the Message-ID of what it took."""

    def __init__(self, certificate: Path) -> None:
        self.port = free_port()
        self.taken: list[str] = []
        self._health = DOWN
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._running: Controller | None = None
        self.carrier: Carrier = Smtp(
            Server("127.0.0.1", self.port, "no-reply@nrm.example", authority_file=str(certificate), timeout=2)
        )

    def becomes(self, health: str) -> None:
        """Go down, half-down or up."""
        self._health = health
        if health == DOWN:
            self.stop()
        elif self._running is None:
            self._running = Controller(self, hostname="127.0.0.1", port=self.port, tls_context=self._context)
            self._running.start()

    def stop(self) -> None:
        """Answer nobody any more."""
        if self._running is not None:
            self._running.stop()
            self._running = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        """Half-down it takes nobody's mail for now."""
        if self._health == NOBODY_TAKES:
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 taken"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        """Half-down it may end the connection instead of taking what it was sent."""
        if self._health == BREAKS_OFF:
            server.transport.close()
            return "421 closing"
        assert isinstance(envelope.content, bytes)
        self.taken.append(str(message_from_bytes(envelope.content)["Message-ID"]))
        return "250 taken"


class NoServer:
    """Stands in for the server where the delivery is tried and not the wire: as ill at the same times, and quicker."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.health = DOWN
        self.carrier: Carrier = self

    def becomes(self, health: str) -> None:
        """Go down, half-down or up."""
        self.health = health

    def carry(self, parcel: Parcel) -> None:
        """Keep the Message-ID, or fail as the real carrier does with such a server."""
        if self.health == NOBODY_TAKES:
            raise Undelivered("mail_server_said_451")
        if self.health != UP:
            raise Undelivered("mail_server_does_not_answer", out_of_order=True)
        self.taken.append(str(message_from_bytes(parcel.content)["Message-ID"]))


class PostFolder:
    """The post, out of order and in order with the mail server."""

    def __init__(self) -> None:
        self.is_down = True
        self.taken: list[str] = []

    def carry(self, parcel: Parcel) -> None:
        """Keep the parcel's id, or fail as a full disk does."""
        if self.is_down:
            raise Undelivered("folder_not_writable", out_of_order=True)
        self.taken.append(str(parcel.id))


@dataclass
class Fortnight:
    """What was done in fourteen days, and what left."""

    mail: MailServer | NoServer
    post: PostFolder = field(default_factory=PostFolder)
    at: datetime = NOW
    letters: dict[str, list[str]] = field(default_factory=dict)
    mails: list[str] = field(default_factory=list)
    rolled_back: list[str] = field(default_factory=list)

    def passes(self) -> None:
        """Day by day: the server down, half-down in two ways, down again; up only when it is over."""
        steps = int(timedelta(days=DAYS) / STEP)
        for step in range(steps):
            self.mail.becomes(health_at(step * STEP))
            self.somebody_works(step)
            self.delivers()
            self.at += STEP
        self.mail.becomes(UP)
        self.post.is_down = False
        for _ in range(24):
            self.delivers()
            self.at += STEP

    def delivers(self) -> None:
        """One round of the worker, at the moment it is."""
        carriers: dict[Channel, Carrier] = {Channel.EMAIL: self.mail.carrier, Channel.POST: self.post}
        deliver(self.at, 200, carriers=carriers)

    def somebody_works(self, step: int) -> None:
        """Every third step something is done; every other time it comes to nothing."""
        if step % 3:
            return
        before = Message.objects.count()
        reference, comes_to_nothing = f"NRM-2026-{step % 4:06}", step % 6 == 3
        try:
            with command():
                letter_id = letter(reference, at=self.at)
                tell_of_work([partners.account(second_factor=False).id], at=self.at)
                written = list(Message.objects.order_by("number")[before:])
                if comes_to_nothing:
                    raise ComesToNothing
        except ComesToNothing:
            self.rolled_back += [name_of(message) for message in written]
            return
        self.letters.setdefault(reference, []).append(str(Message.objects.get(letter_id=letter_id).id))
        self.mails += [name_of(message) for message in written if message.channel == Channel.EMAIL.value]


class ComesToNothing(Exception):
    """The command fails after everything was written."""


def name_of(message: Message) -> str:
    """By what the other side knows a message: its Message-ID, or the name of its file."""
    return message_id(message.id) if message.channel == Channel.EMAIL.value else str(message.id)


def health_at(since: timedelta) -> str:
    """How the mail server is so long after it failed."""
    turn = (DOWN, NOBODY_TAKES, DOWN, BREAKS_OFF, DOWN)
    return turn[since.days % len(turn)]


def faults(fortnight: Fortnight) -> list[str]:
    """What is not as it should be, in sentences; empty where everything is."""
    left = Counter((*fortnight.mail.taken, *fortnight.post.taken))
    wanted = {name for names in fortnight.letters.values() for name in names} | set(fortnight.mails)
    found = [f"{name} left {times} times" for name, times in left.items() if times > 1 and name in wanted]
    found += [f"{name} never left" for name in wanted if name not in left]
    found += [f"{name} left and was never committed" for name in left if name not in wanted]
    for reference, names in fortnight.letters.items():
        order = [name for name in fortnight.post.taken if name in names]
        if order != [name for name in names if name in order]:
            found.append(f"the letters of {reference} left out of order")
    stuck = Message.objects.exclude(state="sent").count()
    return found + ([f"{stuck} messages are not told as sent"] if stuck else [])

"""Mail down for fourteen simulated days: each once, in order, and nothing for what did not commit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from opennrm.notifications import actions, delivery
from opennrm.notifications.channels.port import Undelivered
from opennrm.notifications.kinds import Channel, State
from opennrm.notifications.models import Message
from tests.notifications.channels.test_email_smtp import certificate
from tests.notifications.outage import DAYS, STEP, UP, Fortnight, MailServer, NoServer, faults, health_at
from tests.notifications.outbox import NOW, Recorder, down, mail, never

__all__ = ["certificate"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fortnight(certificate: Path) -> Iterator[Fortnight]:
    server = MailServer(certificate)
    yield Fortnight(server)
    server.stop()


@pytest.mark.proves("REL-20", "16.5.2")
def test_after_fourteen_days_each_thing_leaves_once_in_order_and_nothing_that_did_not_commit(
    fortnight: Fortnight,
) -> None:
    fortnight.passes()
    assert faults(fortnight) == []
    assert len(fortnight.mails) == sum(map(len, fortnight.letters.values())) == 14
    assert len(fortnight.rolled_back) == 28
    assert {health_at(step * STEP) for step in range(DAYS * 6)} == {"down", *HALF_DOWN}


HALF_DOWN = {"half-down: 451", "half-down: breaks off"}


def gives_up_after_three_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """The old rule: whatever fails 72 hours after it was written is dead, whether or not the channel is down."""

    def marks(message: Message, failure: Undelivered, now: datetime) -> delivery.Delivered:
        message.state = State.DEAD.value if now >= message.gives_up_at else State.WAITING.value
        message.next_attempt_at = now + timedelta(minutes=1)
        message.save()
        return delivery.Delivered(failed=1)

    monkeypatch.setattr(delivery, "_mark_failed", marks)


def forgets_that_it_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was carried is marked only every other time."""
    marks, calls = delivery._mark_sent, [0]

    def forgets(message: Message, now: datetime) -> delivery.Delivered:
        calls[0] += 1
        return marks(message, now) if calls[0] % 2 else delivery.Delivered(sent=1)

    monkeypatch.setattr(delivery, "_mark_sent", forgets)


def keeps_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest is taken first."""

    def newest(now: datetime, channels: Any) -> Message | None:
        waiting = Message.objects.filter(
            state="waiting", next_attempt_at__lte=now, channel__in=[channel.value for channel in channels]
        )
        return waiting.select_related("letter", "recipient").order_by("-number").first()

    monkeypatch.setattr(delivery, "_next_due", newest)


class AlwaysUp(NoServer):
    """A server that takes whatever comes: what is sent too early has left."""

    def becomes(self, health: str) -> None:
        """Stay up."""
        self.health = UP


def sends_before_commit(monkeypatch: pytest.MonkeyPatch, fortnight: Fortnight) -> None:
    """The outbox is carried as soon as something is written to it, inside the command that writes."""
    writes = actions.Message.objects.bulk_create

    def writes_and_sends(*rows: Any, **how: Any) -> list[Message]:
        written = writes(*rows, **how)
        fortnight.delivers()
        return written

    monkeypatch.setattr(actions.Message.objects, "bulk_create", writes_and_sends)


@pytest.mark.proves("REL-20")
@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (gives_up_after_three_days, "never left"),
        (forgets_that_it_was_sent, "left 2 times"),
        (keeps_no_order, "out of order"),
    ],
)
def test_a_planted_fault_of_the_delivery_is_found(plant: Any, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fortnight = Fortnight(NoServer())
    plant(monkeypatch)
    fortnight.passes()
    assert any(found in fault for fault in faults(fortnight))


@pytest.mark.proves("REL-22")
def test_a_planted_sending_before_commit_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fortnight = Fortnight(AlwaysUp())
    fortnight.passes()
    assert faults(fortnight) == []
    Message.objects.all().delete()
    hasty = Fortnight(AlwaysUp())
    sends_before_commit(monkeypatch, hasty)
    hasty.passes()
    found = [fault for fault in faults(hasty) if "was never committed" in fault]
    assert {fault.partition(" ")[0] for fault in found} <= set(hasty.rolled_back)
    assert found


def test_an_address_that_fails_after_a_long_outage_has_its_whole_time_from_then_on() -> None:
    mail()
    box = Recorder(down)
    for days in range(DAYS):
        delivery.deliver(NOW + timedelta(days=days), carriers={Channel.EMAIL: box})
    box.fault = never
    back = NOW + timedelta(days=DAYS)
    assert delivery.deliver(back, carriers={Channel.EMAIL: box}).dead == 0
    just_before = back + actions.GIVES_UP_AFTER - timedelta(minutes=1)
    assert delivery.deliver(just_before, carriers={Channel.EMAIL: box}).dead == 0
    assert delivery.deliver(just_before + timedelta(hours=1), carriers={Channel.EMAIL: box}).dead == 1


def test_an_outage_in_between_gives_an_address_its_time_anew() -> None:
    mail()
    box = Recorder(never)
    delivery.deliver(NOW, carriers={Channel.EMAIL: box})
    box.fault = down
    delivery.deliver(NOW + timedelta(hours=60), carriers={Channel.EMAIL: box})
    box.fault = never
    assert delivery.deliver(NOW + timedelta(hours=80), carriers={Channel.EMAIL: box}).dead == 0
    assert delivery.deliver(NOW + timedelta(hours=153), carriers={Channel.EMAIL: box}).dead == 1

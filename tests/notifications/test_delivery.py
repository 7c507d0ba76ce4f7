"""Delivery: each once, in order per case, patient, visible when dead, and under one name however often it is tried."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from opennrm.audit.queries import events_of_case
from opennrm.audit.record import command
from opennrm.notifications import delivery
from opennrm.notifications.channels.port import Carrier, Parcel
from opennrm.notifications.delivery import LONGEST_WAIT, Delivered, deliver, wait_after
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Letter, Message
from opennrm.partners.models import Account
from tests.factories.sealing import overwrite
from tests.notifications.outbox import NOW, Recorder, down, later, letter, mail, message_of, never
from tests.notifications.reading import on_one_line

REFERENCE = "NRM-2026-000123"


def by(carrier: Carrier) -> dict[Channel, Carrier]:
    return {Channel.POST: carrier, Channel.EMAIL: carrier}


def kinds_of_events() -> list[str]:
    return [event.kind for event in events_of_case(REFERENCE)]


def let_time_pass(start: datetime, until: timedelta, step: timedelta, carrier: Carrier) -> Delivered:
    done, now = Delivered(), start
    while now < start + until:
        done += deliver(now, 1_000, carriers=by(carrier))
        now += step
    return done


@pytest.mark.django_db
def test_a_letter_leaves_once_and_the_history_says_so() -> None:
    sent = letter()
    post = Recorder()
    assert deliver(NOW, carriers=by(post)) == Delivered(sent=1)
    assert deliver(NOW, carriers=by(post)) == Delivered()
    assert "Linh" in on_one_line(post.carried[0].content)
    row = message_of(sent)
    assert (row.state, row.sent_at, row.sent_by_id) == ("sent", NOW, None)
    assert kinds_of_events() == ["LetterWritten", "LetterDelivered"]


@pytest.mark.django_db
def test_an_email_leaves_to_the_account_and_names_neither_case_nor_person() -> None:
    who = Account.objects.get(id=mail())
    letter()
    box = Recorder()
    assert deliver(NOW, carriers={Channel.EMAIL: box}) == Delivered(sent=1)
    assert box.carried[0].recipient == who.email
    for canary in ("NRM", "Linh", who.name, "Nguy"):
        assert canary.encode() not in box.carried[0].content


@pytest.mark.django_db
def test_nothing_leaves_before_its_time_or_beyond_the_limit() -> None:
    for number in range(3):
        letter(f"NRM-2026-00000{number}")
    post = Recorder()
    assert deliver(NOW - timedelta(seconds=1), carriers=by(post)) == Delivered()
    assert deliver(NOW, 2, carriers=by(post)) == Delivered(sent=2)


@pytest.mark.django_db
@pytest.mark.parametrize("channel", [Channel.HAND_OVER, Channel.PORTAL])
def test_what_a_person_moves_is_left_to_a_person(channel: Channel) -> None:
    waiting = letter(channel=channel)
    behind = letter()
    post = Recorder()
    assert deliver(NOW, carriers=by(post)) == Delivered(sent=1)
    assert message_of(waiting).state == "waiting"
    assert message_of(behind).state == "sent"


@pytest.mark.django_db
def test_a_later_letter_of_a_case_does_not_overtake_an_earlier_one() -> None:
    first, second, other = letter(), letter(), letter("NRM-2026-000999")
    wanted = message_of(first).id
    post = Recorder(lambda parcel: later(parcel) if parcel.id == wanted and post.tried < 3 else None)
    assert deliver(NOW, carriers=by(post)) == Delivered(sent=1, failed=1)
    assert message_of(other).state == "sent"
    assert message_of(second).attempts == 0
    let_time_pass(NOW, timedelta(hours=1), timedelta(minutes=1), post)
    order = [parcel.id for parcel in post.carried]
    assert order == [message_of(other).id, wanted, message_of(second).id]


@pytest.mark.django_db
def test_waits_double_up_to_half_an_hour_and_are_spread() -> None:
    assert [wait_after(n, 0).total_seconds() for n in (1, 2, 3, 4, 5, 6)] == [30, 60, 120, 240, 480, 960]
    assert wait_after(7, 0) == wait_after(500, 0) == LONGEST_WAIT == timedelta(minutes=30)
    assert wait_after(1, 1) == timedelta(seconds=15)


@pytest.mark.django_db
def test_a_failure_is_tried_again_only_after_its_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.random", lambda: 0.0)
    row = message_of(letter())
    deliver(NOW, carriers=by(Recorder(later)))
    row.refresh_from_db()
    assert (row.attempts, row.last_error, row.next_attempt_at) == (
        1,
        "mail_server_said_451",
        NOW + timedelta(seconds=30),
    )
    post = Recorder()
    assert deliver(NOW + timedelta(seconds=29), carriers=by(post)).tried == 0
    assert deliver(NOW + timedelta(seconds=30), carriers=by(post)).sent == 1


@pytest.mark.django_db
def test_what_is_refused_for_good_is_dead_after_its_time_and_stays_visible() -> None:
    sent = letter()
    done = let_time_pass(NOW, timedelta(hours=80), timedelta(hours=2), Recorder(never))
    row = message_of(sent)
    assert done.dead == 1
    assert (row.state, row.last_error) == ("dead", "mail_server_said_550")
    assert NOW + timedelta(hours=72) <= row.next_attempt_at
    assert kinds_of_events() == ["LetterWritten", "LetterFailed", "LetterFailed"]  # the first and the last, not each


@pytest.mark.django_db
def test_a_dead_letter_does_not_hold_up_the_next_of_its_case() -> None:
    letter()
    behind = letter(at=NOW + timedelta(hours=80))
    let_time_pass(NOW, timedelta(hours=80), timedelta(hours=2), Recorder(never))
    deliver(NOW + timedelta(hours=80), carriers=by(Recorder()))
    assert message_of(behind).state == "sent"


@pytest.mark.django_db
def test_mail_down_for_fourteen_days_and_then_each_once_and_in_order() -> None:
    written = [message_of(letter(f"NRM-2026-00000{n % 3}", at=NOW + timedelta(hours=n))).id for n in range(9)]
    post = Recorder(down)
    lost = let_time_pass(NOW, timedelta(days=14), timedelta(hours=3), post)
    assert (lost.sent, lost.dead) == (0, 0)
    assert lost.failed > 100
    assert Message.objects.filter(state="waiting").count() == 9

    post.fault = lambda parcel: None
    back = let_time_pass(NOW + timedelta(days=14), timedelta(hours=2), timedelta(minutes=1), post)
    assert back == Delivered(sent=9)
    order = [parcel.id for parcel in post.carried]
    assert Counter(order) == Counter(written)
    for case in range(3):
        of_case = written[case::3]
        assert [each for each in order if each in of_case] == of_case


@pytest.mark.django_db
def test_try_later_is_believed_for_three_weeks() -> None:
    letter()
    post = Recorder(later)
    assert let_time_pass(NOW, timedelta(days=14), timedelta(hours=6), post).dead == 0
    assert let_time_pass(NOW + timedelta(days=14), timedelta(days=8), timedelta(hours=6), post).dead == 1


@pytest.mark.django_db
def test_a_channel_out_of_order_is_left_alone_for_the_round_and_the_other_works_on() -> None:
    for number in range(5):
        letter(f"NRM-2026-00000{number}")
    mail()
    post, box = Recorder(down), Recorder()
    assert deliver(NOW, carriers={Channel.POST: post, Channel.EMAIL: box}) == Delivered(sent=1, failed=1)
    assert post.tried == 1


@pytest.mark.django_db
def test_a_fault_of_ours_on_one_message_lets_the_others_leave() -> None:
    wrong, right = letter(), letter("NRM-2026-000999")
    overwrite(Letter.objects.filter(id=wrong), content={"reference": "x"})
    trips = message_of(letter("NRM-2026-000777")).id
    post = Recorder(lambda parcel: ZeroDivisionError("Linh") if parcel.id == trips else None)
    assert deliver(NOW, carriers=by(post)) == Delivered(sent=1, failed=2)
    assert message_of(right).state == "sent"
    assert message_of(wrong).last_error == "letter_cannot_be_printed"
    assert Message.objects.get(id=trips).last_error == "fault_of_ours"


@pytest.mark.django_db
def test_a_fault_of_the_database_on_one_message_lets_the_others_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, right = letter(), letter("NRM-2026-000999")
    made = delivery._parcel

    def trips(message: Message, now: datetime) -> Parcel:
        if message.letter_id == wrong:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        return made(message, now)

    monkeypatch.setattr(delivery, "_parcel", trips)
    assert deliver(NOW, carriers=by(Recorder())) == Delivered(sent=1, failed=1)
    assert (message_of(wrong).last_error, message_of(right).state) == ("fault_of_ours", "sent")


@pytest.mark.django_db
def test_nobody_is_written_to_whose_account_is_closed() -> None:
    Account.objects.filter(id=mail()).update(is_active=False)
    box = Recorder()
    assert deliver(NOW, carriers=by(box)) == Delivered(failed=1)
    assert box.carried == []


@pytest.mark.proves("REL-22")
@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_for_what_rolled_back() -> None:
    with pytest.raises(ZeroDivisionError), command():
        letter()
        raise ZeroDivisionError
    post = Recorder()
    assert deliver(NOW, carriers=by(post)) == Delivered()
    assert post.tried == 0


@pytest.mark.proves("REL-22")
@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_while_its_command_is_still_open() -> None:
    post = Recorder()
    with command():
        letter()
        assert in_a_thread(lambda: deliver(NOW, carriers=by(post))) == Delivered()
    assert deliver(NOW, carriers=by(post)) == Delivered(sent=1)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_carry_each_message_once_and_keep_the_order_of_a_case() -> None:
    first, second, other = letter(), letter(), letter("NRM-2026-000999")
    held, go_on = Signal(), Signal()

    class Slow(Recorder):
        def carry(self, parcel: Parcel) -> None:
            held.set()
            assert go_on.wait(20)
            super().carry(parcel)

    slow, quick = Slow(), Recorder()
    thread = Thread(target=lambda: closing(lambda: deliver(NOW, 1, carriers=by(slow))))
    thread.start()
    assert held.wait(20)
    try:
        assert deliver(NOW, carriers=by(quick)) == Delivered(sent=1)
        assert [parcel.id for parcel in quick.carried] == [message_of(other).id]
    finally:
        go_on.set()
        thread.join()
    assert [parcel.id for parcel in slow.carried] == [message_of(first).id]
    assert deliver(NOW, carriers=by(quick)) == Delivered(sent=1)
    assert quick.carried[-1].id == message_of(second).id


class Killed(BaseException):
    """The worker ends here; nothing of ours catches this."""


def killed(parcel: Parcel) -> Any:
    raise Killed


def leaves_in_spite_of_a_kill(how: Callable[[Carrier], object]) -> bool:
    """Does a letter leave after all when the worker that carries it, in this way, is killed while it does?"""
    letter()
    with pytest.raises(Killed):
        how(Recorder(killed))
    post = Recorder()
    deliver(NOW, carriers=by(post))
    return len(post.carried) == 1


@pytest.mark.proves("REL-21")
@pytest.mark.django_db(transaction=True)
def test_killed_while_sending_nothing_is_lost() -> None:
    assert leaves_in_spite_of_a_kill(lambda carrier: deliver(NOW, carriers=by(carrier)))


@pytest.mark.proves("REL-21")
@pytest.mark.django_db(transaction=True)
def test_a_planted_delivery_that_marks_before_it_sends_is_found() -> None:
    def marks_first(carrier: Carrier) -> None:
        with command():
            message = delivery._next_due(NOW, [Channel.POST])
            assert message is not None
            delivery._mark_sent(message, NOW)
        delivery._carry(message, carrier, NOW)

    assert not leaves_in_spite_of_a_kill(marks_first)


KILLED_AFTER_SENDING = """
import os, signal, sys
import django
from django.conf import settings
from django.utils.dateparse import parse_datetime

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from pathlib import Path
from opennrm.notifications.channels.file import MailFolder
from opennrm.notifications.channels.post import Post
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel

carrier = (Post if sys.argv[2] == "post" else MailFolder)(Path(sys.argv[3]))

class Last:
    def carry(self, parcel):
        carrier.carry(parcel)
        os.kill(os.getpid(), signal.SIGKILL)

deliver(parse_datetime(sys.argv[4]), carriers={Channel(sys.argv[2]): Last()})
"""


def kill_after_sending(channel: Channel, folder: Path) -> None:
    """Deliver in a process of its own that is killed once the carrier has carried, before the row is marked."""
    name = str(connection.settings_dict["NAME"])
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_AFTER_SENDING, name, channel.value, str(folder), NOW.isoformat()],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "opennrm.config.settings_test", "PYTHONPATH": "src"},
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL


@pytest.mark.proves("REL-21")
@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_killed_between_sending_and_marking_it_leaves_again_under_the_same_name(tmp_path: Path) -> None:
    mail()
    letter()
    said: list[bytes] = []
    for _ in range(2):
        for channel in (Channel.EMAIL, Channel.POST):
            kill_after_sending(channel, tmp_path / channel)
        said += [path.read_bytes() for path in tmp_path.glob("*/*")]
    assert Message.objects.filter(state="waiting", attempts=0).count() == 2
    again = Recorder()
    assert deliver(NOW, carriers=by(again)) == Delivered(sent=2)
    assert len(said) == 4
    assert {parcel.content for parcel in again.carried} == set(said)
    assert {path.stem for path in tmp_path.glob("*/*")} == {str(parcel.id) for parcel in again.carried}


def in_a_thread(work: Any) -> Any:
    found: list[Any] = []
    thread = Thread(target=lambda: found.append(closing(work)))
    thread.start()
    thread.join(30)
    return found[0]


def closing(work: Any) -> Any:
    try:
        return work()
    finally:
        connection.close()

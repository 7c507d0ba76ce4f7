"""A worker is killed between sending and marking, two hundred times: what leaves twice leaves under the same name.

Each kill is that of a process of its own, forked from this one: two hundred of them take no longer than they must.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from django.db import connections

from opennrm.notifications import delivery
from opennrm.notifications.channels.port import Parcel
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel, State
from opennrm.notifications.models import Message
from tests.faults.size import sized
from tests.notifications.outbox import NOW, mail

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
KILLS = sized(20, 200)
LATER = NOW + timedelta(days=1)


class Post:
    """Takes each e-mail into a file of its own number, and may be killed right after."""

    def __init__(self, folder: Path, *, then_killed: bool) -> None:
        self.folder, self.then_killed = folder, then_killed

    def carry(self, parcel: Parcel) -> None:
        """Keep it, on disk, and die if that was said."""
        place = self.folder / f"{len(list(self.folder.iterdir())):06}.eml"
        with place.open("wb") as file:
            file.write(parcel.content)
            file.flush()
            os.fsync(file.fileno())
        if self.then_killed:
            os.kill(os.getpid(), signal.SIGKILL)


def in_a_process_that_is_killed(work: Callable[[], object]) -> None:
    """Do it in a copy of this process, which is killed while it does."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(7)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the process ended before it was killed"
    assert os.WTERMSIG(status) == signal.SIGKILL


def carry_one(folder: Path) -> None:
    """Carry what is due first, and be killed before it is marked."""
    deliver(LATER, 1, carriers={Channel.EMAIL: Post(folder, then_killed=True)})


def names(folder: Path) -> Counter[str]:
    """How often each Message-ID was sent."""
    return Counter(str(message_from_bytes(path.read_bytes())["Message-ID"]) for path in folder.iterdir())


@pytest.mark.proves("REL-21")
def test_killed_after_sending_it_leaves_again_under_the_same_message_id(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    for number in range(5):
        mail(NOW + timedelta(minutes=number))
    for _ in range(KILLS):
        in_a_process_that_is_killed(
            lambda: deliver(LATER, 1, carriers={Channel.EMAIL: Post(tmp_path, then_killed=True)})
        )
    assert Message.objects.filter(state=State.WAITING.value).count() == 5, "nothing that was not marked counts as sent"
    deliver(LATER, carriers={Channel.EMAIL: Post(tmp_path, then_killed=False)})
    sent = names(tmp_path)
    record_property("kills", KILLS)
    record_property("sent", sum(sent.values()))
    assert len(sent) == 5, "five e-mails have five names, however often they left"
    assert sum(sent.values()) == KILLS + 5
    assert not Message.objects.filter(state=State.WAITING.value).exists()
    assert deliver(LATER, carriers={Channel.EMAIL: Post(tmp_path, then_killed=False)}).tried == 0


@pytest.mark.proves("REL-21")
def test_a_planted_name_that_is_new_each_time_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail()
    number = iter(range(100))
    email = delivery.email

    def renamed(*args: object, **kwargs: object) -> bytes:
        made = email(*args, **kwargs)  # type: ignore[arg-type]
        return made.replace(b"Message-ID: <", b"Message-ID: <%d-" % (os.getpid() + next(number)))

    monkeypatch.setattr(delivery, "email", renamed)
    for _ in range(3):
        in_a_process_that_is_killed(
            lambda: deliver(LATER, 1, carriers={Channel.EMAIL: Post(tmp_path, then_killed=True)})
        )
    assert len(names(tmp_path)) > 1

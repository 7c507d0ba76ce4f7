"""The power goes at each step of writing a file: nothing counts as sent without it, and nothing half is left.

The files that the product writes for others to take are what it sends into folders. The process that does is killed at
each of its calls that touch them, one after the other, by strace.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from opennrm.notifications.channels import spool
from opennrm.notifications.channels.file import MailFolder
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel, State
from opennrm.notifications.models import Message
from tests.notifications.outbox import NOW, mail

STRACE = shutil.which("strace")
pytestmark = [
    pytest.mark.faults,
    pytest.mark.proves("REL-04"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(STRACE is None, reason="strace is not installed, so no process was killed at a step of writing"),
]
CALLS = ("openat", "write", "fsync", "rename", "unlink", "close")
LATER = NOW + timedelta(days=1)
MOST = 40
"""More than there are of any call."""


def sent_into(folder: Path) -> int:
    return deliver(LATER, carriers={Channel.EMAIL: MailFolder(folder)}).tried


def was_killed_at(call: str, step: int, folder: Path, paths: list[Path]) -> bool:
    """Send in a process of its own, which is killed at its `step`th such call that touches one of these; was it?"""
    assert STRACE
    connections.close_all()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.read(reads, 1)
            sent_into(folder)
        finally:
            os._exit(0)
    inject = f"inject={call}:signal=KILL:when={step}"
    touching = [part for path in paths for part in ("-P", str(path))]
    command = [STRACE, "-f", "-o", "/dev/null", *touching, "-e", f"trace={call}", "-e", inject, f"--attach={child}"]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr
    assert "attached" in tracer.stderr.readline()
    os.write(writes, b"1")
    _, status = os.waitpid(child, 0)
    tracer.communicate(timeout=60)
    os.close(reads)
    os.close(writes)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
    return os.WIFSIGNALED(status)


def steps_that_break_it(tmp_path: Path, record_property: Callable[[str, object], None]) -> list[str]:
    """What did not hold, by the step after which; raises if it was not killed at every step there is."""
    mail()
    message = Message.objects.get(channel=Channel.EMAIL.value)
    whole_folder, folder = tmp_path / "whole", tmp_path / "sent"
    whole_folder.mkdir(mode=0o700)
    sent_into(whole_folder)
    whole = (whole_folder / f"{message.id}.eml").read_bytes()
    Message.objects.update(state=State.WAITING.value, sent_at=None)
    paths = [folder / f"{message.id}.eml", folder / f".{message.id}.eml{spool.BEGUN}", folder]
    folder.mkdir(mode=0o700)
    broken: list[str] = []
    steps = 0
    for call in CALLS:
        for step in range(1, MOST):
            killed = was_killed_at(call, step, folder, paths)
            is_sent = Message.objects.get(id=message.id).state == State.SENT.value
            broken += [f"{call} {step}: {each}" for each in wrong_with(paths[0], whole, is_sent=is_sent)]
            if not killed:
                assert is_sent
                break
            steps += 1
            Message.objects.update(state=State.WAITING.value, sent_at=None)
            paths[0].unlink(missing_ok=True)
        else:
            raise AssertionError("it never went through to its end")
        left = [path.name for path in folder.iterdir() if path != paths[0]]
        broken += [f"{call}: {name} was left behind" for name in left]
        Message.objects.update(state=State.WAITING.value, sent_at=None)
    record_property("steps", steps)
    assert steps > 5, "it was killed at hardly a step: nothing is shown"
    return broken


def wrong_with(path: Path, whole: bytes, *, is_sent: bool) -> list[str]:
    """What does not hold of what was to be sent."""
    there = path.read_bytes() if path.exists() else None
    wrong = ["half a file under its name"] if there not in (None, whole) else []
    return wrong + (["counts as sent, and its file is not there whole"] if is_sent and there != whole else [])


def test_nothing_counts_as_sent_without_its_whole_file_at_whatever_step_the_power_goes(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    assert steps_that_break_it(tmp_path, record_property) == []


def test_a_planted_writing_in_place_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    def in_place(folder: Path, name: str, content: bytes) -> None:
        with (folder / name).open("wb", buffering=0) as file:
            for begins in range(0, len(content), 100):
                file.write(content[begins : begins + 100])

    monkeypatch.setattr("opennrm.notifications.channels.file.put", in_place)
    assert any("half" in each for each in steps_that_break_it(tmp_path, record_property))

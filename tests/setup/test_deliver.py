"""The verb `deliver` and the thread beside the pages: what is due leaves, and a fault does not end it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from opennrm.console import deliver as verb
from opennrm.console import delivery_loop
from opennrm.console.days_work import do_the_days_work
from opennrm.console.verbs import main
from opennrm.notifications.models import Message
from opennrm.partners.models import Tries
from opennrm.partners.throttling import take_try
from tests.notifications.outbox import letter, mail, message_of


@pytest.fixture(autouse=True)
def _opened(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    @contextmanager
    def open_already() -> Iterator[None]:
        yield

    monkeypatch.setattr(verb, "house", open_already)
    settings.DATA, settings.POST = tmp_path, "folder"


def written(count: int) -> list[str]:
    before = timezone.now() - timedelta(minutes=1)
    return [str(message_of(letter(f"NRM-2026-{number:06}", at=before)).id) for number in range(count)]


@pytest.mark.django_db
def test_all_that_is_due_leaves(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    names = written(22)
    mail(at=timezone.now() - timedelta(minutes=1))
    assert main(["deliver", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"sent": 23, "failed": 0, "dead": 0}
    assert {path.stem for path in (tmp_path / "post").iterdir()} == set(names)
    assert len(list((tmp_path / "mail").iterdir())) == 1


@pytest.mark.django_db
def test_a_limit_is_kept_and_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    written(3)
    assert main(["deliver", "--limit", "2"]) == 0
    assert capsys.readouterr().out.startswith("Sent 2; 0 failed")
    assert Message.objects.filter(state="waiting").count() == 1


@pytest.mark.django_db
def test_dead_letters_wait_again_when_asked_to(capsys: pytest.CaptureFixture[str]) -> None:
    written(1)
    Message.objects.update(state="dead")
    assert main(["deliver", "--json"]) == 0
    assert main(["deliver", "--dead-again", "--json"]) == 0
    assert [json.loads(line)["sent"] for line in capsys.readouterr().out.splitlines()] == [0, 1]


@pytest.mark.django_db
def test_watching_ends_with_ctrl_c_and_tells_the_sum(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written(1)
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            raise KeyboardInterrupt
        letter(f"NRM-2026-9{len(naps)}", at=timezone.now())

    monkeypatch.setattr(time, "sleep", nap)
    assert main(["deliver", "--watch", "5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sent"] == 3
    assert naps == [5.0, 5.0, 5.0]


@pytest.mark.parametrize("wrong", [["--limit", "0"], ["--watch", "0"], ["--watch", "-1"]])
def test_a_number_that_is_none_is_told(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deliver", *wrong]) == 2
    assert wrong[0] in capsys.readouterr().err


class Enough(BaseException):
    """Ends what otherwise goes on for ever."""


@pytest.mark.django_db
def test_the_thread_goes_on_after_a_fault(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    looks: list[float] = []

    def look() -> None:
        if len(looks) == 1:
            raise OSError("Linh")

    def nap(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 4:
            raise Enough

    monkeypatch.setattr(delivery_loop, "deliver_what_is_due", look)
    swept: list[datetime] = []

    def swept_on(at: datetime, _failed: dict[str, str]) -> dict[str, int]:
        swept.append(at)
        return {}

    monkeypatch.setattr("opennrm.console.days_work.sweep", swept_on)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    with pytest.raises(Enough):
        delivery_loop.deliver_for_ever(sleep=nap)
    told = capsys.readouterr().err
    assert "OSError" in told
    assert "Linh" not in told
    assert looks[1:] == [delivery_loop.LOOK_EVERY] * 3
    assert len(swept) == 1


@pytest.mark.django_db
@pytest.mark.proves("14.2.7")
def test_the_thread_forgets_what_the_verb_forgets_and_a_fault_in_one_part_keeps_no_other_untold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = timezone.now()
    mail(at=at - timedelta(days=400))
    Message.objects.update(state="sent", sent_at=at - timedelta(days=400), created_at=at - timedelta(days=400))
    take_try("code", "somebody", at=at - timedelta(days=1))
    delivery_loop.sweep_and_tell(at)
    assert not Message.objects.exists()
    assert not Tries.objects.exists()
    assert capsys.readouterr().err == ""

    def fails(at: datetime) -> int:
        raise ValueError("Linh")

    monkeypatch.setattr("opennrm.console.days_work.forget_sent_emails", fails)
    take_try("code", "somebody", at=at - timedelta(days=1))
    failed: dict[str, str] = {}
    done = do_the_days_work(at, failed)
    assert failed == {"e-mails forgotten": "ValueError"}
    assert (done["tries"], "holds to look at" in done, "e-mails forgotten" in done) == (1, True, False)
    delivery_loop.sweep_and_tell(at)
    assert "e-mails forgotten. Run `./opennrm sweep`." in capsys.readouterr().err

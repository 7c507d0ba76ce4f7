"""How it is with the product: ready only where what is sent can be kept, with alerts before it cannot."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from opennrm.audit.anchoring import anchor_when_due
from opennrm.audit.anchors import CHAIN, Anchor, keep_trouble, no_trouble
from opennrm.audit.models import AnchorRow
from opennrm.evidence.models import File
from opennrm.notifications.queries import oldest_waiting
from opennrm.web.start import readiness as looked
from opennrm.web.start.readiness import readiness
from tests.audit.test_seal import write
from tests.evidence.sent import referred_with_files
from tests.factories import cases as made
from tests.factories import files
from tests.notifications.outbox import mail

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _outside(settings: Any, tmp_path: Path) -> None:
    settings.ANCHORS = tmp_path / "anchor"


def anchored(folder: Path, at: datetime) -> None:
    anchor_when_due(folder / "key.pem", folder / "anchor", every=timedelta(0), at=at)


def test_an_empty_house_is_ready_and_has_nothing_to_look_at() -> None:
    found = readiness(timezone.now())
    assert (found.is_ready, found.alerts) == (True, ())
    assert found.checks["database"] == "writes"


@pytest.mark.proves("REL-06")
def test_a_disk_with_less_than_a_tenth_free_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    for free, is_ready in ((101, True), (100, False), (0, False)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: Usage(1000, 1000 - free, free))
        assert readiness(timezone.now()).is_ready is is_ready


@pytest.mark.proves("REL-06")
def test_a_database_that_is_smaller_on_its_own_disk_is_looked_at_too(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.DATABASE_FOLDER = tmp_path / "main"
    free = {settings.DATA: 900, settings.DATABASE_FOLDER: 50}
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(1000, 1000 - free[folder], free[folder]))
    assert readiness(timezone.now()).wrong == ("disk_nearly_full",)
    free[settings.DATABASE_FOLDER] = 500
    assert readiness(timezone.now()).is_ready
    monkeypatch.undo()
    settings.DATABASE_FOLDER = tmp_path / "nowhere"
    assert not readiness(timezone.now()).is_ready, "a folder that is named and cannot be seen is no reassurance"


@pytest.mark.proves("REL-06")
@pytest.mark.django_db(transaction=True)
def test_a_database_that_only_reads_is_not_ready(client: Client) -> None:
    assert client.get("/readyz").status_code == 200
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    connection.close()
    try:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["wrong"]) == (503, ["database_away"])
        assert client.get("/healthz").status_code == 200, "the process answers all the same"
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")
            cursor.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
        connection.close()
    assert client.get("/readyz").status_code == 200


def test_a_database_that_is_away_is_not_ready(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    def away(_at: datetime) -> None:
        raise OperationalError

    monkeypatch.setattr(looked, "take_a_write", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["wrong"]) == (503, ["database_away"])
    assert client.get("/healthz").status_code == 200, "the process answers all the same"


def test_a_history_that_was_not_anchored_for_a_day_is_an_alert_and_no_more(tmp_path: Path, client: Client) -> None:
    now = timezone.now()
    write(1, now)
    assert readiness(now).alerts == ("no_anchor_for_a_day",)
    anchored(tmp_path, now)
    assert readiness(now + timedelta(hours=24)).alerts == ()
    late = readiness(now + timedelta(hours=25))
    assert (late.is_ready, late.alerts) == (True, ("no_anchor_for_a_day",))
    told = client.get("/readyz").json()
    assert told["ready"]
    assert set(told) == {"ready", "wrong", "alerts", "checks"}


@pytest.mark.proves("REL-17")
def test_what_the_database_says_of_its_anchors_quiets_no_alarm(tmp_path: Path) -> None:
    now = timezone.now()
    write(1, now - timedelta(hours=30))
    anchored(tmp_path, now - timedelta(hours=26))
    AnchorRow.objects.create(seq=1, hash="0" * 64, count=1, at=now, key="0" * 16, signature="0" * 128)
    assert readiness(now).alerts == ("no_anchor_for_a_day",)
    with (tmp_path / "anchor" / CHAIN).open("a") as file:
        file.write(Anchor(1, "0" * 64, now.isoformat(), 1, "0" * 16, "0" * 128).line + "\n")
    assert readiness(now).alerts == ("no_anchor_for_a_day",), "an anchor that none of our keys signed is none"


def test_a_history_that_cannot_be_anchored_is_an_alert_at_once(tmp_path: Path) -> None:
    now = timezone.now()
    write(1, now)
    anchored(tmp_path, now)
    keep_trouble(tmp_path / "anchor", "HistoryHasGaps", now)
    assert readiness(now).alerts == ("history_cannot_be_anchored",)
    no_trouble(tmp_path / "anchor")
    assert readiness(now).alerts == ()


@pytest.mark.proves("REL-17")
def test_a_clock_that_went_back_is_an_alert(tmp_path: Path) -> None:
    now = timezone.now()
    write(1, now)
    anchored(tmp_path, now)
    assert readiness(now - timedelta(minutes=4)).alerts == ()
    assert readiness(now - timedelta(hours=1)).alerts == ("clock_went_back",)


def test_what_waits_to_be_sent_for_over_an_hour_is_an_alert() -> None:
    now = timezone.now()
    mail(now)
    assert oldest_waiting() == now
    assert "outbox_waits" not in readiness(now + timedelta(minutes=59)).alerts
    assert "outbox_waits" in readiness(now + timedelta(minutes=61)).alerts


def test_it_names_nobody(client: Client) -> None:
    told: dict[str, Any] = client.get("/readyz").json()
    assert set(told["checks"]) == {"disk_free", "database", "outbox_oldest", "anchored", "file_scanner"}


@pytest.mark.proves("16.5.2")
def test_files_that_wait_for_the_scanner_or_a_sandbox_are_an_alert_and_no_more(settings: Any) -> None:
    referred_with_files(made.referrer(), files.jpg())
    soon, late = timezone.now(), timezone.now() + timedelta(minutes=16)
    assert "files_wait_for_the_scanner" not in readiness(late).alerts
    assert readiness(late).checks["file_scanner"] == "none"
    settings.CLAMD = "unix:/nowhere"
    assert "files_wait_for_the_scanner" not in readiness(soon).alerts
    found = readiness(late)
    assert (found.is_ready, found.checks["file_scanner"]) == (True, "waited for")
    assert "files_wait_for_the_scanner" in found.alerts
    File.objects.update(scan="clean", copy="no_sandbox")
    assert "no_sandbox_for_files" in readiness(late).alerts
    assert readiness(late).checks["file_scanner"] == "in order"
    File.objects.update(copy="no_program")
    assert {"no_sandbox_for_files", "no_program_for_files"} & set(readiness(late).alerts) == {"no_program_for_files"}

"""How it is with the product: ready only where what is sent can be kept, with alerts before it cannot."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from opennrm.audit.anchoring import anchor_when_due
from opennrm.notifications.queries import oldest_waiting
from opennrm.web.start import readiness as looked
from opennrm.web.start.readiness import readiness
from tests.audit.test_seal import write
from tests.notifications.outbox import mail

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


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


def test_a_database_that_does_not_write_is_not_ready(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(looked, "_writes", lambda: False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["wrong"]) == (503, ["database_away"])

    def away() -> bool:
        raise OperationalError

    monkeypatch.setattr(looked, "_writes", away)
    assert client.get("/readyz").status_code == 503
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
    assert set(told["checks"]) == {"disk_free", "database", "outbox_oldest", "anchored"}

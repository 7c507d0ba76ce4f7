"""Every moment that is kept or told says which it is: in UTC, or with its offset, whatever clock a machine shows."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
import structlog
from django.conf import settings
from django.db import connection
from django.utils.timezone import now

from opennrm.audit.record import announce, canonical, command
from opennrm.config.logs import lay_logs
from opennrm.mechanism.events import CaseSuspended, OpenedInEmergency
from tests.factories import cases as made
from tests.house.tree import ROOT, Source, sources

pytestmark = [pytest.mark.proves("16.2.2")]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?P<offset>Z|[+-]\d\d:\d\d)?")
NAIVE = re.compile(
    r"\butcnow\(|\butcfromtimestamp\(|\bnow\(\)\.replace\(tzinfo|\btime\.localtime\(|\bmktime\(|strftime\(.%c"
)
WITHOUT_ZONE = """
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('timestamp without time zone', 'time without time zone') ORDER BY 1
"""


def without_offset(text: str) -> list[str]:
    """The moments in a text that do not say which they are."""
    return [found[0] for found in MOMENT.finditer(text) if not found["offset"]]


def columns_without_zone() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_ZONE)
        return [name for (name,) in cursor.fetchall()]


def test_every_line_of_the_log_says_when_in_utc(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    before = structlog.get_config()
    lay_logs()
    try:
        structlog.get_logger().error("planted", at_word="x")
    finally:
        structlog.configure(**before)
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert line["timestamp"].endswith("Z")
    told = datetime.fromisoformat(line["timestamp"])
    assert abs(now() - told) < timedelta(minutes=1), "UTC, and not the clock of Tokyo called UTC"


@pytest.mark.django_db
def test_the_database_keeps_and_tells_moments_in_utc() -> None:
    assert settings.USE_TZ
    with connection.cursor() as cursor:
        cursor.execute("SHOW timezone")
        assert cursor.fetchone() == ("UTC",)
        cursor.execute("SELECT now()")
        (moment,) = cursor.fetchone()
    assert moment.utcoffset() == timedelta(0)
    assert columns_without_zone() == []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (at timestamp, shut time)")
    assert columns_without_zone() == ["planted.at", "planted.shut"]


@pytest.mark.django_db
def test_an_event_tells_its_moments_with_their_offset_and_a_moment_without_one_is_refused() -> None:
    reference = made.referred()
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM audit_event")
        bodies = [str(body) for (body,) in cursor.fetchall()]
    assert any(MOMENT.search(body) for body in bodies)
    assert [found for body in bodies for found in without_offset(body)] == []
    somewhere = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    told: dict[str, Any] = {
        "subject": reference,
        "case": reference,
        "opening": "1",
        "reviewer": str(UUID(int=1)),
        "text_hash": "0" * 64,
    }
    opened = OpenedInEmergency(until=somewhere, review_due_on=somewhere.date(), **told)
    assert without_offset(canonical(opened, at=somewhere, by=None)) == []
    assert MOMENT.search(canonical(opened, at=somewhere, by=None))
    with pytest.raises(ValueError, match="offset"), command():
        announce(
            CaseSuspended(subject=reference, case=reference, reason="missing", review_on=somewhere.date(),
                          suspended_on=somewhere.date()),
            at=somewhere.replace(tzinfo=None), by=None,
        )  # fmt: skip


def test_no_source_makes_a_moment_that_does_not_say_which_it_is() -> None:
    found = {source.path for source in sources("src", "tools", "bench") if NAIVE.search(source.text)}
    assert found == set()
    assert NAIVE.search(Source("planted.py", "at = datetime.utcnow()").text)
    assert '"DTZ"' in (ROOT / "pyproject.toml").read_text(), "ruff refuses the rest"


def test_a_planted_moment_without_offset_is_found() -> None:
    assert without_offset('{"at": "2026-03-09T12:00:00"}') == ["2026-03-09T12:00:00"]
    assert without_offset('{"at": "2026-03-09T12:00:00Z", "to": "2026-03-09T12:00+01:00"}') == []

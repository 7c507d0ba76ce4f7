"""Days that go wrong easily come out right, and come out the same on a machine anywhere in the world."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from opennrm.mechanism.calendar import legal_day
from tests.factories.moments import days_before, days_later
from tests.house.tree import ROOT
from tests.mechanism.days import rows

ROWS = list(rows())
ZONES = ["UTC", "Asia/Kolkata", "America/Los_Angeles", "Pacific/Kiritimati"]


@pytest.mark.proves("REL-14", "REL-15")
@pytest.mark.parametrize(("asked", "expected", "answer"), ROWS, ids=[asked for asked, _, _ in ROWS])
def test_a_day_that_goes_wrong_easily(asked: str, expected: str, answer: str) -> None:
    assert answer == expected


def answers_in(zone: str, before: str = "") -> dict[str, list[str]]:
    """What a machine in this zone makes of the tables, after running `before`."""
    environment = os.environ | {"TZ": zone, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    program = f"import time, runpy; time.tzset(); {before}runpy.run_module('tests.mechanism.days', run_name='__main__')"
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)  # type: ignore[no-any-return]


EXPECTED = {asked: [expected, "Monday 2 March 2026"] for asked, expected, _ in ROWS}


@pytest.mark.proves("REL-14")
@pytest.mark.parametrize("zone", ZONES)
def test_a_machine_elsewhere_makes_the_same_of_them(zone: str) -> None:
    assert answers_in(zone) == EXPECTED


@pytest.mark.proves("REL-14")
def test_a_rule_that_asks_the_machine_s_zone_is_found() -> None:
    planted = "import opennrm.mechanism.calendar as c; c.LONDON = None; "
    wrong = {asked for asked, answer in answers_in("Pacific/Kiritimati", planted).items() if answer != EXPECTED[asked]}
    assert "legal day of 2026-12-31T23:59:59+00:00" in wrong


@pytest.mark.parametrize("days", [0, 1, 29, 45, 60])
def test_moments_of_tests_lose_no_legal_day_where_summer_time_ends_late_in_an_evening(days: int) -> None:
    late = datetime(2026, 11, 23, 23, 17, tzinfo=UTC)
    before = days_before(late, days)
    assert legal_day(before) == legal_day(late) - timedelta(days=days)
    summer = datetime(2026, 9, 24, 23, 17, tzinfo=UTC)
    assert legal_day(days_later(summer, days)) == legal_day(summer) + timedelta(days=days)

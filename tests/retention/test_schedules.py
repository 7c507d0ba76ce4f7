"""The schedule that comes with the product can be read and says that it is assumed; one of our own takes its place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from opennrm.mechanism.retention import BadSchedule, RecordClass, schedule_on
from opennrm.retention.schedules import ASSUMED, schedules
from opennrm.vault.columns import personal_columns
from tests.house.tree import ROOT


def test_the_assumed_schedule_has_a_rule_for_every_class_and_says_that_it_is_assumed() -> None:
    schedule = schedule_on(schedules(), date(2026, 1, 1))
    assert schedule is not None
    assert schedule.source == "own"
    assert {rule.record_class for rule in schedule.rules} == set(RecordClass)


def test_an_installation_names_a_reviewed_schedule_of_its_own(tmp_path: Path, settings: Any) -> None:
    own = tmp_path / "schedule.toml"
    own.write_text(ASSUMED.read_text().replace("assumed-1", "board-1").replace("years = 20", "years = 30"))
    settings.RETENTION_SCHEDULE = str(own)
    (schedule,) = schedules()
    rule = schedule.rule_for(RecordClass.POSITIVE)
    assert (schedule.version, rule.years if rule else None) == ("board-1", 30)


def test_a_schedule_that_cannot_be_read_says_which_file(tmp_path: Path, settings: Any) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[[schedule")
    for path in (broken, tmp_path / "not-there.toml"):
        settings.RETENTION_SCHEDULE = str(path)
        with pytest.raises(BadSchedule, match=path.name):
            schedules()


def test_of_every_table_with_something_of_a_person_it_is_written_down_when_it_goes() -> None:
    page = (ROOT / "docs/how-to/decide-what-is-kept.md").read_text(encoding="utf-8")
    said = {table for row in page.splitlines() if row.startswith("|") for table in re.findall(r"`(\w+)`", row)}
    assert said == {field.model._meta.db_table for field in personal_columns()}

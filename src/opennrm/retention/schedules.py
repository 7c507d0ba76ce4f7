"""The schedule of this installation: the file that comes with the product, or one that the settings name."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

from opennrm.mechanism.retention import BadSchedule, Schedule, schedules_from

ASSUMED = Path(__file__).with_name("schedule.toml")


def schedules() -> tuple[Schedule, ...]:
    """Every version of the schedule, the oldest first. Raises `BadSchedule` for a file that cannot be read."""
    return _read(Path(settings.RETENTION_SCHEDULE or ASSUMED))


@cache
def _read(path: Path) -> tuple[Schedule, ...]:
    try:
        return schedules_from(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as wrong:
        raise BadSchedule(f"The schedule of retention {path} cannot be read ({wrong}): mend the file.") from wrong

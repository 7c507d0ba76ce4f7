"""Lines are written where they can be, and where they cannot nothing else is lost."""

from __future__ import annotations

import errno
import io
import json
import sys
from collections.abc import Iterator

import pytest
import structlog

from opennrm.config.logs import lay_logs


class FullDisk(io.StringIO):
    """A file on a disk without room."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(autouse=True)
def laid() -> Iterator[None]:
    before = structlog.get_config()
    lay_logs()
    yield
    structlog.configure(**before)


@pytest.mark.proves("16.4.1")
def test_a_line_is_one_json_object(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setattr(sys, "stderr", told)
    structlog.get_logger().error("server_fault", fault="0123abcd")
    (line,) = told.getvalue().splitlines()
    assert {"event": "server_fault", "fault": "0123abcd", "level": "error"}.items() <= json.loads(line).items()


@pytest.mark.proves("REL-06")
def test_a_line_that_cannot_be_written_is_lost_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for away in (FullDisk(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", away)
        if not isinstance(away, FullDisk):
            away.close()
        structlog.get_logger().error("server_fault")
    with pytest.raises(OSError, match="No space left"):  # the planted one: what a logger does by itself
        structlog.PrintLogger(FullDisk()).error("server_fault")

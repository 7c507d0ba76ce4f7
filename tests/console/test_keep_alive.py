"""Who looks after the embedded database: starts it again, and does not insist at once where it cannot."""

from __future__ import annotations

from typing import Any, cast

import pytest

from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from opennrm.console import keep_alive


class Server:
    """A server that starts when it may."""

    def __init__(self) -> None:
        self.pid: int | None = 7
        self.fit = True
        self.tried = 0

    def start_again(self) -> None:
        self.tried += 1
        if not self.fit:
            raise Fault("The disk is full: make room.")
        self.pid = 8


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(keep_alive, "time", cast("Any", type("clock", (), {"monotonic": lambda: now[0]})))
    return now


def test_one_that_runs_is_left_alone_and_one_that_is_gone_is_started(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    server = Server()
    look = keep_alive.KeepAlive(cast("EmbeddedPostgres", server))
    look()
    assert (server.tried, capsys.readouterr().err) == (0, "")
    server.pid = None
    look()
    look()
    assert (server.pid, server.tried) == (8, 1)
    assert "starting it again" in capsys.readouterr().err


def test_a_start_that_fails_is_told_and_tried_again_a_little_later(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    server = Server()
    server.pid, server.fit = None, False
    look = keep_alive.KeepAlive(cast("EmbeddedPostgres", server))
    look()
    look()
    assert server.tried == 1, "not at once: workers have to be looked after meanwhile"
    assert "The disk is full: make room." in capsys.readouterr().err
    clock[0] += keep_alive.PATIENCE
    server.fit = True
    look()
    assert (server.pid, server.tried) == (8, 2)

"""The web server's own lines hold nothing of a request, whatever is wrong with it."""

from __future__ import annotations

import logging
import socket
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http.errors import InvalidHeader, InvalidRequestLine, LimitRequestLine
from gunicorn.workers.base import Worker

from opennrm.console.pages_server import Pages, serve
from opennrm.console.server_lines import ServerLines

LINE = "GET /find/?q=Linh Exemple HTTP/1.1"
FAULTS = [InvalidRequestLine(LINE), InvalidHeader("Referer: /find/?q=Linh"), LimitRequestLine(9, 8), ValueError(LINE)]


def lines_of(kind: type[Logger], fault: Exception, caplog: pytest.LogCaptureFixture) -> str:
    """What is written when a request of 198.51.100.9 ends with this fault."""
    settings = Config()
    settings.set("loglevel", "warning")
    log = kind(settings)
    log.error_log.propagate = True
    worker = Worker(1, 1, [], None, 30, settings, log)
    ours, theirs = socket.socketpair()
    asked = {"uri": "/find/?q=Linh+Exemple", "path": "/find/", "query": "q=Linh+Exemple", "method": "GET"}
    request: Any = SimpleNamespace(**asked, headers=[], body=None, version=(1, 1), trailers=[], should_close=bool)
    with ours, theirs, caplog.at_level(logging.WARNING):
        caplog.clear()
        try:
            raise fault
        except Exception as raised:
            worker.handle_error(request, theirs, ("198.51.100.9", 5), raised)
        assert ours.recv(100).startswith(b"HTTP/1.1 ")
    return caplog.text


@pytest.mark.proves("PRIV-01", "PRIV-02", "16.2.5", "14.2.1")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_of_a_request_that_is_refused_or_fails_only_the_kind_is_written(
    fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    told = lines_of(ServerLines, fault, caplog)
    assert type(fault).__name__ in told
    assert not any(word in told for word in ("Linh", "find", "198.51.100.9", "Referer", "Traceback"))


@pytest.mark.proves("PRIV-02", "OPS-08")
@pytest.mark.parametrize("fault", [FAULTS[0], FAULTS[3]], ids=["refused", "failed"])
def test_the_servers_own_log_planted_again_would_quote_the_address(
    fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    assert "Linh" in lines_of(Logger, fault, caplog)


@pytest.mark.proves("PRIV-01", "PRIV-02")
def test_the_pages_are_served_with_these_lines_and_without_a_log_of_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[Config] = []
    monkeypatch.setattr(Pages, "run", lambda self: began.append(self.cfg))
    serve(None, lambda: None)
    (settings,) = began
    assert settings.logger_class is ServerLines
    assert settings.accesslog is None


def test_other_warnings_are_written_as_they_are(caplog: pytest.LogCaptureFixture) -> None:
    log = ServerLines(Config())
    log.error_log.propagate = True
    log.warning("Worker with pid %s was terminated", 7)
    assert "Worker with pid 7 was terminated" in caplog.text

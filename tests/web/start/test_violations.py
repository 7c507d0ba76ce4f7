"""What browsers tell of the content security policy is counted without any address of ours."""

from __future__ import annotations

import json

import pytest
from django.test import Client

REPORT = {
    "document-uri": "http://localhost:8000/cases/NRM-LINH-1/?of=Linh",
    "referrer": "http://localhost:8000/cases/NRM-LINH-1/",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/Linh.js",
    "script-sample": "Linh",
    "original-policy": "x",
}


def told(body: bytes, capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    answer = Client(enforce_csrf_checks=True).post("/policy-violations", body, content_type="application/csp-report")
    return answer.status_code, capfd.readouterr().err


@pytest.mark.proves("3.4.7", "PRIV-01")
@pytest.mark.django_db
def test_a_report_leaves_a_line_that_names_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    status, line = told(json.dumps({"csp-report": REPORT}).encode(), capfd)
    kept = json.loads(line)
    assert status == 204
    assert (kept["directive"], kept["blocked"], kept["page"]) == ("script-src-elem", "foreign", "case")
    assert "Linh" not in line
    assert "LINH" not in line


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"blocked-uri": "inline"}, {"blocked": "inline"}),
        ({"blocked-uri": "http://localhost:8000/x"}, {"blocked": "own"}),
        ({"blocked-uri": "http://[bad"}, {"blocked": "another"}),
        ({"effective-directive": "Linh\r\nforged"}, {"directive": "another"}),
        ({"document-uri": "http://[bad"}, {"page": None}),
        ({"document-uri": "/nowhere/Linh/"}, {"page": None}),
    ],
)
def test_only_known_words_are_kept(
    changed: dict[str, str], kept: dict[str, object], capfd: pytest.CaptureFixture[str]
) -> None:
    status, line = told(json.dumps({"csp-report": REPORT | changed}).encode(), capfd)
    assert status == 204
    assert json.loads(line).items() >= kept.items()
    assert "Linh" not in line


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"csp-report": 1}', b"[" * 15_000, b" " * 16_001])
def test_what_is_no_report_is_refused_and_leaves_nothing(body: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    assert told(body, capfd) == (400, "")


@pytest.mark.django_db
def test_nobody_reads_it() -> None:
    assert Client().get("/policy-violations").status_code == 405

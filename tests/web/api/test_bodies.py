"""Whatever a program sends in place of a JSON object of answers, it is told in words what to send instead."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test.client import FakePayload

from opennrm.referrals.models import Draft
from opennrm.web.api.bodies import PIECES, piece_in
from opennrm.web.problems import Problem
from tests.factories.programs import Program, program

pytestmark = pytest.mark.django_db
SENT: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 415, "not_json"),
    "no JSON": (b"{", 400, "not_json"),
    "a list": (b"[]", 400, "no_object"),
    "a text": (b'"answers"', 400, "no_object"),
    "null": (b"null", 400, "no_object"),
    "without answers": (b"{}", 400, "no_answers"),
    "answers that are none": (b'{"answers": []}', 400, "no_answers"),
    "something beside": (b'{"answers": {}, "organisation": "another"}', 400, "no_answers"),
    "a name twice": (b'{"answers": {}, "answers": {}}', 400, "name_twice"),
    "a name twice within": (b'{"answers": {"danger_now": "yes", "danger_now": "no"}}', 400, "name_twice"),
    "not a number": (b'{"answers": {"a": NaN}}', 400, "no_number"),
    "infinity": (b'{"answers": {"a": -Infinity}}', 400, "no_number"),
    "too large a number": (b'{"answers": {"a": 1' + b"0" * 5000 + b"}}", 400, "long_number"),
    "a number beyond all": (b'{"answers": {"a": 1e999}}', 400, "long_number"),
    "half a character": (b'{"answers": {"first_name": "\\ud800"}}', 400, "half_a_character"),
    "half a character as a name": (b'{"answers": {"\\udfff": 1}}', 400, "half_a_character"),
    "bytes that are no UTF-8": (b'{"answers": {"a": "\xff"}}', 400, "not_utf_8"),
    "UTF-16": ('{"answers": {}}'.encode("utf-16"), 400, "not_utf_8"),
    "a mark before it": (b'\xef\xbb\xbf{"answers": {}}', 400, "not_json"),
    "too deep": (b'{"answers": ' + b"[" * 50 + b"]" * 50 + b"}", 400, "too_deep"),
    "much too deep": (b'{"answers": ' + b'{"a":' * 150_000, 400, "too_deep"),
    "too large": (b'{"answers": {"a": "' + b"a" * 1_000_001 + b'"}}', 413, "too_large"),
}


@pytest.fixture
def ours() -> Program:
    return program()


@pytest.mark.parametrize("what", SENT)
def test_what_is_no_object_of_answers_is_refused_in_words_and_soon(ours: Program, what: str) -> None:
    body, status, code = SENT[what]
    began = time.monotonic()
    answer = ours.ask("POST", "drafts", body, key="key-of-a-draft")
    assert time.monotonic() - began < 2
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    (error,) = answer.json()["errors"]
    assert error["field"] in ("body", "Content-Type", "answers", "organisation")
    assert error["detail"].endswith(".")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/json; charset=latin-1", 415),
        ("application/json; charset=utf-8", 201),
        ("application/json", 201),
    ],
)
def test_only_json_in_utf_8_is_taken(ours: Program, kind: str, status: int) -> None:
    answer = ours.ask("POST", "drafts", b'{"answers": {}}', key="key-of-a-draft", **{"Content-Type": kind})
    assert answer.status_code == status


def test_what_was_packed_is_not_unpacked(ours: Program) -> None:
    answer = ours.ask("POST", "drafts", b"\x1f\x8b", key="key-of-a-draft", **{"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["code"]) == (415, "encoded")


def test_where_nothing_is_asked_for_nothing_is_taken(ours: Program) -> None:
    path = ours.begins({})
    answer = ours.ask("POST", f"{path}/submit", {"answers": {}}, key="send-it-once")
    assert (answer.status_code, answer.json()["code"]) == (400, "not_empty")


def test_a_piece_without_a_byte_and_one_that_did_not_arrive_are_refused() -> None:
    class CutOff(FakePayload):
        def read(self, *_given: Any) -> bytes:
            raise OSError("the connection was lost")

    for code, sent in (("empty_piece", FakePayload(b"")), ("cut_off", CutOff(b"x"))):
        told = {"CONTENT_TYPE": PIECES, "CONTENT_LENGTH": len(sent), "REQUEST_METHOD": "PATCH", "wsgi.input": sent}
        with pytest.raises(Problem, match=code):
            piece_in(WSGIRequest({"SERVER_NAME": "test", "SERVER_PORT": "80", "PATH_INFO": "/", **told}))

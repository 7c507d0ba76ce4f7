"""Programs that send whatever the description allows, and much that it does not, find no fault and no surprise.

They ask the WSGI application as the pages are served, behind the wall: also of drafts that are there, and of one that
was sent. A modest number each time, many in a drill.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import JsonResponse
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from opennrm.web.api import drafts
from tests.factories import cases as made
from tests.factories.programs import Program, system, token_of

pytestmark = pytest.mark.django_db
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
SLOWEST = 2.0


def tried(examples: int, only: str = "", *, every_answer: bool = False) -> int:
    """Send so many of each kind to each address; gives how many were sent in all. Raises where a check finds fault.

    Of the questions every sixteenth is described, since what is made of all of them takes gigabytes; all in a drill.
    """
    made.authority_team()
    token = token_of(system())
    ours = Program(token)
    open_draft, sent_draft = ours.begins(made.answers(), "an-open-draft"), ours.begins(made.answers(), "a-sent-draft")
    reference = ours.ask("POST", f"{sent_draft}/submit", key="send-it-once").json()["reference"]
    there = {"draft_id": [open_draft[7:], sent_draft[7:]], "reference": [reference, reference]}
    announced = [[_announced(ours, to) for to in (open_draft, f"referrals/{reference}")] for _ in range(8)]
    sent = 0
    with _on_this_connection():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
        if not every_answer:
            for name in ("Answers", "Changes", "Record"):
                answers = schema.raw_schema["components"]["schemas"][name]["properties"]["answers"]
                answers["properties"] = dict(list(answers["properties"].items())[::16])
        for found in schema.get_all_operations():
            if not found.ok().label.endswith(only):
                continue
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                if "{file_id}" in found.ok().path:
                    there["file_id"] = announced.pop()  # one each, since what cannot be a picture goes
                sent += _tried_at(found.ok(), mode, token, there, examples)
    return sent


def _announced(ours: Program, to: str) -> str:
    """A file that awaits its first piece."""
    told = {"name": "room.jpg", "size": 400_000, "sha256": uuid4().hex * 2}
    answer = ours.ask("POST", f"{to}/files", told, key=f"announce-{uuid4()}")
    assert answer.status_code == 201, answer.json()
    return str(answer.json()["id"])


def _tried_at(operation: Any, mode: Any, token: str, there: dict[str, list[str]], examples: int) -> int:
    sent = 0

    @seed(20261123)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=False,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), which=st.integers(0, 2))
    def run(case: Any, which: int) -> None:
        nonlocal sent
        for name in there if mode is GenerationMode.POSITIVE else ():
            if name in (case.path_parameters or {}) and which < len(there[name]):
                case.path_parameters[name] = there[name][which]
        answer, seconds = _answer(case, token)
        if seconds > SLOWEST:  # once more: the machine has others to serve, and gigabytes of this test to clear away
            answer, seconds = _answer(case, token)
        assert seconds < SLOWEST, case.as_curl_command()
        case.validate_response(answer, checks=CHECKS)
        sent += 1

    try:
        run()
    except BaseException as found:
        if isinstance(found, Exception) and "satisf" in type(found).__name__.lower():
            return sent  # nothing that is against the description can be sent here: it takes nothing
        raise
    return sent


def _answer(case: Any, token: str) -> tuple[Any, float]:
    began = time.monotonic()
    answer = case.call(headers={"Authorization": f"Bearer {token}"})
    return answer, time.monotonic() - began


@contextmanager
def _on_this_connection() -> Iterator[None]:
    """Ask on the connection of the test, as Django's own client does."""
    beginning_and_end = (request_started, request_finished)
    for signal in beginning_and_end:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in beginning_and_end:
            signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _may_ask_often(settings: Any) -> None:
    settings.API_REQUESTS = 100_000


@pytest.mark.proves("4.1.1", "INJ-05")
def test_what_programs_send_is_answered_as_described() -> None:
    assert tried(5) > 50


@pytest.mark.drill
@pytest.mark.proves("INJ-05")
def test_much_that_programs_send_is_answered_as_described(record_property: Callable[[str, object], None]) -> None:
    sent = tried(600, every_answer=True)
    record_property("requests", sent)
    assert sent > 5_000


def test_a_planted_fault_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(request: Any, draft_id: Any) -> JsonResponse:
        return JsonResponse({"ready": "perhaps"})

    handlers: dict[str, Callable[..., JsonResponse]] = {"POST": planted}
    monkeypatch.setattr(drafts.validate, "handlers", handlers)
    with pytest.raises(FailureGroup, match="violates schema"):
        tried(3, only="validate")

"""1,600 hostile inputs to what programs can ask: refused in words that name the field, quickly, and forgotten."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from django.http import JsonResponse

from opennrm.web.api import drafts, files
from opennrm.web.api.bodies import object_in
from opennrm.web.api.description import description
from opennrm.web.problems import Problem
from tests.factories import cases as made
from tests.factories.programs import Program, system, token_of
from tests.hostile import programs
from tests.hostile.bodies import instance
from tests.hostile.programs import HostileProgram, Operation, operations, something_to_ask_of
from tests.hostile.sending import resident_bytes

pytestmark = pytest.mark.django_db
SEED = 20261123
INPUTS = 1_600
GROWS_LESS_THAN = 50 * 1024 * 1024


@pytest.fixture
def hostile() -> HostileProgram:
    made.authority_team()
    token = token_of(system())
    return HostileProgram(token, something_to_ask_of(Program(token)), SEED)


@pytest.mark.proves("INJ-05", "2.2.1", "16.5.4", "4.1.1")
def test_no_operation_breaks_slows_down_or_grows_and_each_names_what_to_put_right(hostile: HostileProgram) -> None:
    described = list(operations())
    times = -(-INPUTS // len(described))
    for operation in described:  # everything is loaded before memory is weighed
        answer = hostile.send(operation, hostile.sound(operation))
        is_missing_something = operation.path.endswith("/submit") and answer.status_code == 422
        assert answer.status_code < 300 or is_missing_something, f"{operation}: {answer.content!r}"
        hostile.tries(operation, 3)
    before = resident_bytes()
    for operation in described:
        hostile.tries(operation, times)
    sent = sum(counted.total() for counted in hostile.answered.values())
    assert not hostile.faults, f"{len(hostile.faults)} of {sent}:\n" + "\n".join(hostile.faults[:40])
    assert sent >= INPUTS
    assert {status for counted in hostile.answered.values() for status in counted} >= {
        400,
        401,
        404,
        405,
        413,
        415,
        422,
    }
    assert resident_bytes() - before < GROWS_LESS_THAN


def _of(operation_id: str) -> Operation:
    paths = description()["paths"]
    wanted = {
        (path, method)
        for path, on in paths.items()
        for method, how in on.items()
        if method != "parameters" and how["operationId"] == operation_id
    }
    return next(each for each in operations() if (each.path, each.method.lower()) in wanted)


@pytest.mark.proves("OPS-08")
def test_planted_bugs_are_found(hostile: HostileProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(request: Any) -> JsonResponse:
        try:
            json.loads(request.body)["answers"].items()  # as somebody writes who trusts what is sent
        except (ValueError, KeyError, AttributeError, TypeError) as trusted:
            raise ValueError("planted") from trusted
        return drafts.begin(request)

    def says_not_where(request: Any, **_kwargs: Any) -> JsonResponse:
        sent = object_in(request)
        raise Problem(422, "wrong", "Something is wrong." if sent else "Nothing was sent.")

    def slow(request: Any, **_kwargs: Any) -> JsonResponse:
        time.sleep(0.3)
        return JsonResponse({"ready": True})

    monkeypatch.setattr(drafts.drafts, "handlers", {"POST": breaks})
    monkeypatch.setattr(files.draft_files, "handlers", {"POST": says_not_where})
    monkeypatch.setattr(drafts.validate, "handlers", {"POST": slow})
    monkeypatch.setattr(programs, "SLOW", 0.2)
    hostile.tries(_of("begin"), 100)
    assert any("planted" in fault for fault in hostile.faults)
    hostile.faults.clear()
    hostile.tries(_of("announce_to_draft"), 10)
    assert any("names no field" in fault for fault in hostile.faults)
    hostile.faults.clear()
    hostile.send(_of("validate"), hostile.sound(_of("validate")))
    assert [fault[:5] for fault in hostile.faults] == ["0.3 s"]


def test_an_operation_that_is_added_to_the_description_is_reached_by_itself(hostile: HostileProgram) -> None:
    size = {
        "type": "object",
        "required": ["size", "of"],
        "properties": {"size": {"type": "integer"}, "of": {"const": 7}},
    }
    content = {"application/json": {"schema": size}}
    new = {"operationId": "new", "parameters": [{"name": "X-New", "in": "header"}], "requestBody": {"content": content}}
    told = {"paths": {**description()["paths"], "/api/v1/drafts/{draft_id}/new": {"post": new}}}
    (found,) = set(map(str, operations(told))) - set(map(str, operations()))
    assert found == "POST /api/v1/drafts/{draft_id}/new"
    added = next(each for each in operations(told) if str(each) == found)
    asked = hostile.sound(added)
    assert "{" not in asked.path
    assert "HTTP_X_NEW" in asked.headers
    assert asked.body == b'{"size": 1, "of": 7}'
    assert instance({"type": "array"}) == []
    hostile.tries(added, 5)
    assert hostile.answered[found].total() == 6

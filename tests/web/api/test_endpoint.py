"""Who asks without a token, with one that is over, or for more than it lets them, is told so in words, as JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from opennrm.partners.models import ApiToken
from opennrm.partners.systems import Scope
from opennrm.referrals import by_program
from opennrm.web.api.endpoint import Endpoint
from tests.factories import partners as made
from tests.factories.programs import Program, program, system, token_of

pytestmark = pytest.mark.django_db
DRAFT = "5f0c7a52-3d0e-4c55-9d0f-2f6f3f1f7a10"  # of nobody
ADDRESSES = {
    "drafts": ("POST", "drafts:write"),
    f"drafts/{DRAFT}": ("GET", "drafts:write"),
    f"drafts/{DRAFT}/validate": ("POST", "drafts:write"),
    f"drafts/{DRAFT}/submit": ("POST", "referrals:submit"),
    "referrals/NRM-0000-0000-00": ("GET", "referrals:read"),
    "referrals/NRM-0000-0000-00/htcds": ("GET", "referrals:export"),
    f"drafts/{DRAFT}/files": ("POST", "evidence:add"),
    f"drafts/{DRAFT}/files/{DRAFT}": ("PATCH", "evidence:add"),
    "referrals/NRM-0000-0000-00/files": ("GET", "evidence:add"),
    f"referrals/NRM-0000-0000-00/files/{DRAFT}": ("GET", "evidence:add"),
}


def told(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json()["status"] == answer.status_code
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_without_a_token_that_works_nobody_is_let_in(path: str) -> None:
    method, scope = ADDRESSES[path]
    for headers in (
        {},
        {"Authorization": "Bearer nrm_no"},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer"},
    ):
        answer = Program().ask(method, path, **headers)
        assert told(answer) == (401, "no_token")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    rest = [each.value for each in Scope if each.value != scope]
    answer = program(*rest).ask(method, path, key="key-of-mine")
    assert told(answer) == (403, "no_scope")
    assert scope in answer.json()["detail"]
    roleless = program(scope, of=system(role=""))
    assert told(roleless.ask(method, path, key="key-of-mine")) == (403, "not_your_role")


def test_a_browser_that_is_signed_in_is_nobody_here() -> None:
    client = made.client_for(made.account("first_responder"))
    assert told(client.get("/api/v1/referrals/NRM-0000-0000-00")) == (401, "no_token")
    assert told(client.post("/api/v1/drafts", {"answers": {}}, "application/json")) == (401, "no_token")


def test_a_token_that_ended_or_is_a_day_too_old_is_refused_at_the_next_request() -> None:
    mine = system()
    asking = program("referrals:read", of=mine)
    assert asking.get("referrals/NRM-0000-0000-00").status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        assert told(asking.get("referrals/NRM-0000-0000-00")) == (401, "no_token")
    ApiToken.objects.update(ended_at=timezone.now(), ended_by=mine)
    assert told(asking.get("referrals/NRM-0000-0000-00")) == (401, "no_token")


def test_a_token_asks_so_often_and_no_oftener_and_another_is_not_held_back(settings: Any) -> None:
    settings.API_REQUESTS = 3
    mine = system()
    asking = program(of=mine)
    found = [asking.get("referrals/NRM-0000-0000-00").status_code for _ in range(5)]
    assert found == [404, 404, 404, 429, 429]
    assert asking.get("referrals/NRM-0000-0000-00").headers["Retry-After"] == "60"
    assert Program(token_of(mine)).get("referrals/NRM-0000-0000-00").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "OPTIONS", "FOO"])
def test_a_method_that_an_address_has_not_is_405_and_says_which_it_has(method: str) -> None:
    for path, (has, _scope) in ADDRESSES.items():
        answer = Program().ask(method, path)
        assert told(answer) == (405, "no_such_method")
        assert has in answer.headers["Allow"]
    assert told(Program().ask("POST", "questions"))[0] == 405


def test_head_is_answered_like_get_without_a_body() -> None:
    answer = program().ask("HEAD", "questions")
    assert (answer.status_code, answer.content) == (200, b"")


def test_when_the_database_goes_away_the_program_is_told_to_send_the_same_again(monkeypatch: Any) -> None:
    def away(*_given: object, **_named: object) -> None:
        raise OperationalError("the server closed the connection")

    asking = program()
    monkeypatch.setattr(by_program, "begin", away)
    answer = asking.ask("POST", "drafts", {"answers": {}}, key="key-of-mine")
    assert told(answer) == (503, "away")
    assert answer.headers["Retry-After"] == "30"
    assert "same Idempotency-Key" in answer.json()["detail"]
    assert "closed" not in answer.content.decode()


@pytest.mark.parametrize("key", ["", "short", "k" * 129, "with a blank", "not-ascii-é", "tab\there-is-one"])
def test_a_key_that_is_none_is_asked_for(key: str) -> None:
    answer = program().ask("POST", "drafts", {"answers": {}}, key=key)
    assert told(answer) == (400, "no_key")
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


def test_every_address_for_programs_is_an_endpoint_with_a_policy() -> None:
    from django.urls import get_resolver

    from opennrm.web.third_party import policies

    found = [each for each in policies(get_resolver().url_patterns) if each.pattern.startswith("/api/")]
    assert len(found) >= 12
    assert all(each.policy and (each.policy.scope or each.policy.is_public) for each in found)
    resolver = get_resolver()
    assert isinstance(resolver.resolve("/api/v1/drafts").func, Endpoint)


def test_no_cookie_is_set_and_none_is_needed() -> None:
    answer = program().get("referrals/NRM-0000-0000-00")
    assert not answer.cookies
    assert isinstance(Client().get("/api/v1/questions").json()["sections"], list)

"""A program is told in the same form what is wrong, wherever it went wrong, and nothing that it sent is repeated."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from opennrm.mechanism.refusal import Refusal
from opennrm.web.problems import CONTENT_TYPE, at_large, error_of, of_refusal

pytestmark = pytest.mark.django_db


def test_a_refusal_names_its_field_where_it_has_one() -> None:
    problem = of_refusal(Refusal("too_late", "Say it sooner.", "house", "consent_to_referral"), 422)
    assert (problem.status, problem.code, problem.detail) == (422, "too_late", "Say it sooner.")
    answer = {"pointer": "/answers/consent_to_referral", "field": "consent_to_referral", "detail": "Say it sooner."}
    assert problem.errors == [answer]
    header = of_refusal(Refusal("key_used", "Send a new key.", "house", "Idempotency-Key"), 409)
    assert header.errors == [{"field": "Idempotency-Key", "detail": "Send a new key."}]
    assert of_refusal(Refusal("too_late", "Say it sooner.", "house"), 409).errors == []


def test_a_pointer_is_escaped_as_rfc_6901_says() -> None:
    assert error_of("a/b~c", "x", "y")["pointer"] == "/answers/a~1b~0c"


@pytest.mark.parametrize("status", [400, 404, 413, 500, 599])
def test_every_status_has_words(status: int) -> None:
    answer = at_large(status).answer()
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == CONTENT_TYPE
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_address_that_nobody_has_is_answered_in_json_and_pages_as_pages(settings: Any) -> None:
    client = Client()
    for path in ("/api/", "/api/v1/", "/api/v2/drafts", "/api/v1/drafts/not-an-id", "/api/v1/drafts?a=1&a=2"):
        answer = client.get(path)
        assert answer.headers["Content-Type"] == CONTENT_TYPE, path
        assert answer.json()["status"] == answer.status_code
    assert client.get("/there/is/no/such/page/").headers["Content-Type"].startswith("text/html")
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    assert client.get("/api/v1/questions").json()["status"] == 400

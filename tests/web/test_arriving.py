"""Whoever follows a link from another site is led on by a page of this one, and so keeps a session that is Strict."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import partners

pytestmark = pytest.mark.django_db
FROM_ELSEWHERE = {
    "HTTP_SEC_FETCH_SITE": "cross-site",
    "HTTP_SEC_FETCH_MODE": "navigate",
    "HTTP_SEC_FETCH_DEST": "document",
}


@pytest.mark.parametrize("address", ["/", "/people/", "/sign-in/", "/cases/?page=2&x=%22%3E%3Cscript%3E"])
def test_a_link_leads_on_to_itself(address: str) -> None:
    answer = Client().get(address, **FROM_ELSEWHERE)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert f'content="0; url={address.replace("&", "&amp;")}"' in shown
    assert "<script>" not in shown
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**FROM_ELSEWHERE, "HTTP_SEC_FETCH_SITE": "same-origin"},
        {**FROM_ELSEWHERE, "HTTP_SEC_FETCH_SITE": "none"},
    ],
)
def test_everybody_else_is_answered_as_ever(headers: dict[str, Any]) -> None:
    assert Client().get("/people/", **headers).status_code == 302


def test_who_is_known_goes_straight_on_and_a_form_never_does() -> None:
    client = partners.client_for(partners.account("administrator"))
    assert client.get("/people/", **FROM_ELSEWHERE).status_code == 200
    assert "One moment" not in Client().post("/sign-in/", {}, **FROM_ELSEWHERE).content.decode()

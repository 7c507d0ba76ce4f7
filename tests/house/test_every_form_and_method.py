"""Every address refuses forms from elsewhere and methods that nothing has; other hosts are not answered."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver, resolve, reverse

from opennrm.web.third_party import Address, is_for_programs, policies
from tests.factories import partners as made

ADDRESSES = [each for each in policies(get_resolver().url_patterns) if not is_for_programs(each)]
"""Those for programs take no form and no cookie: tests/web/api/test_endpoint.py."""
WITHOUT_TOKEN = {"policy_violations"}
"""A browser sends there by itself; nothing is changed by it."""
NEVER = ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "OPTIONS", "FOO", "PROPFIND", "\N{LATIN SMALL LETTER U}")
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
pytestmark = pytest.mark.django_db


def path_of(address: Address) -> str:
    """The address with parts that lead to nothing."""
    parts = re.findall(r"<(?:(\w+):)?(\w+)>", address.pattern)
    kinds: dict[str, Any] = {"uuid": uuid4(), "int": 1}
    return reverse(address.name, kwargs={name: kinds.get(kind, "x") for kind, name in parts})


@pytest.mark.proves("INJ-06", "3.5.1", "3.5.2")
def test_a_form_without_our_token_or_from_elsewhere_is_403(settings: Any) -> None:
    client = made.client_for(made.account("caseworker", "first_responder"), enforce_csrf=True)
    page = client.get("/account/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    foreign = {"csrfmiddlewaretoken": "x" * 64}
    ours = {"csrfmiddlewaretoken": token[1]}
    let_through = []
    for address in ADDRESSES:
        path = path_of(address)
        tried = {
            "none": client.post(path, {"a": "b"}),
            "foreign": client.post(path, {"a": "b", **foreign}),
            "origin": client.post(path, {"a": "b", **ours}, headers={"origin": "https://evil.example"}),
            "null": client.post(path, {"a": "b", **ours}, headers={"origin": "null"}),
            "json": client.post(path, b'{"a": 1}', content_type="text/plain"),
        }
        let_through += [
            f"{address.name}: {how} {got.status_code}" for how, got in tried.items() if got.status_code != 403
        ]
    assert [each for each in let_through if each.partition(":")[0] not in WITHOUT_TOKEN] == []
    assert client.post("/sign-out/", ours).status_code == 302, "our own token was not taken either"


@pytest.mark.proves("INJ-06")
def test_no_view_is_exempt_but_those_named() -> None:
    exempt = {a.name for a in ADDRESSES if getattr(resolve(path_of(a)).func, "csrf_exempt", False)}
    assert exempt == WITHOUT_TOKEN


@pytest.mark.proves("INJ-07", "4.1.4", "13.4.4")
def test_a_method_that_nothing_has_is_405_everywhere() -> None:
    client = made.client_for(made.account("caseworker", "first_responder"))
    paths = [*(path_of(address) for address in ADDRESSES), "/nowhere/", "/static/opennrm.css"]
    answered = {(path, method): client.generic(method, path).status_code for path in paths for method in NEVER}
    assert {asked: status for asked, status in answered.items() if status != 405} == {}


@pytest.mark.proves("INJ-07")
@pytest.mark.parametrize("header", OVERRIDES)
def test_no_header_makes_another_method_of_one(header: str) -> None:
    client = made.client_for(made.account("first_responder"))
    asked = client.get("/sign-out/", headers={header: "POST"})
    assert asked.status_code == 200
    assert client.get("/account/").status_code == 200, "a GET signed somebody out"
    assert client.post("/account/", {"_method": "DELETE"}, headers={header: "GET"}).status_code == 405


HOSTS = (
    "evil.example",
    "localhost.evil.example",
    "localhost:8000@evil.example",
    "evil.example:80",
    "localhost evil.example",
    "[::1].evil.example",
    "localhost\\evil.example",
    "localhost/evil.example",
    "127.0.0.1.evil.example",
    "",
)


@pytest.mark.proves("INJ-09", "4.1.3")
@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/sign-in/", "/static/opennrm.css", "/nowhere/", "/referrals/"])
def test_another_host_is_400(host: str, path: str) -> None:
    assert Client().get(path, headers={"host": host}).status_code == 400


@pytest.mark.proves("INJ-09", "4.1.3", "15.3.4")
@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Forwarded-Server", "X-Host", "Forwarded", "X-Original-URL"])
def test_what_only_a_proxy_could_say_is_not_believed(name: str) -> None:
    plain, forged = Client().get("/referrals/"), Client().get("/referrals/", headers={name: "evil.example"})
    assert forged.status_code == plain.status_code == 302
    assert forged.headers["Location"] == plain.headers["Location"] == "/sign-in/?next=%2Freferrals%2F"
    assert "evil" not in Client().get("/sign-in/", headers={name: "evil.example"}).content.decode()


@pytest.mark.proves("INJ-09")
def test_mails_and_links_name_the_configured_address() -> None:
    """No code asks the request for an absolute address, so that a forged host can get into nothing that is sent."""
    from tests.house.tree import sources

    asking = [s.path for s in sources("src") if "build_absolute_uri" in s.text or "get_current_site" in s.text]
    assert asking == ["src/opennrm/web/partners/views.py"], "but for the invitation that a demonstration shows"
    assert RequestFactory().get("/").build_absolute_uri("/x").startswith("http://testserver/"), "the name has changed"

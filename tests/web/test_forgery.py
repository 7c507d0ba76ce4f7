"""No other site makes a browser do anything here: every form wants its token, and nobody is led to another host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from opennrm.web.door import is_own_address
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
VALUES = {"uuid": UUID(int=1), "int": 1, "slug": "a-slug", "str": "NRM-AAAA-AAAA-AA", "path": "a/b"}


def addresses(patterns: list[Any]) -> Iterator[str]:
    """An address of every URL there is; whether something is there does not matter, the token is asked for first."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns)
        elif isinstance(entry, URLPattern):
            yield _address(entry)


def _address(entry: URLPattern) -> str:
    text = str(entry.pattern)
    for name, converter in entry.pattern.converters.items():
        kind = next(
            each for each in VALUES if type(converter).__name__.lower().startswith(each.replace("str", "string"))
        )
        text = text.replace(f"<{kind}:{name}>", str(VALUES[kind])).replace(f"<{name}>", str(VALUES[kind]))
    assert "<" not in text, text
    return "/" + text


@pytest.mark.proves("INJ-06", "3.5.1", "3.7.5")
def test_every_form_that_another_site_could_send_is_refused() -> None:
    client = made.client_for(made.account("administrator"), enforce_csrf=True)
    client.get("/account/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    every = list(addresses(get_resolver().url_patterns))
    assert len(every) > 100
    every = [each for each in every if not each.startswith("/api/")]  # no cookie and no form: test_endpoint.py
    every.remove("/policy-violations")  # a browser reports there without a token, and nothing is done for whoever asks
    for address in every:
        for sent, headers in (
            ({}, {}),
            ({"csrfmiddlewaretoken": "x" * 64}, {}),
            ({"csrfmiddlewaretoken": token}, {"HTTP_ORIGIN": "https://evil.example"}),
            ({"csrfmiddlewaretoken": token}, {"HTTP_ORIGIN": "null"}),
        ):
            answer = client.post(address, sent, **headers)
            assert answer.status_code == 403, (address, headers)
            assert b"does not keep cookies" in answer.content, "it says what to do"


@pytest.mark.proves("INJ-06")
def test_a_form_of_ours_is_taken() -> None:
    """Otherwise the test above would pass for a site that takes nothing."""
    client = made.client_for(made.account("administrator"), enforce_csrf=True)
    client.get("/account/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    sent = client.post("/account/sessions/", {"csrfmiddlewaretoken": token, "session": "others"})
    assert sent.status_code == 302


HOST = "evil.example"
ELSEWHERE = [
    f"https://{HOST}",
    f"http://{HOST}/people/",
    f"//{HOST}",
    f"///{HOST}",
    f"////{HOST}",
    f"/\\{HOST}",
    f"\\/{HOST}",
    f"\\\\{HOST}",
    f"/\\/{HOST}",
    f"/\t/{HOST}",
    f"/\n/{HOST}",
    f"/\r/{HOST}",
    f"\t//{HOST}",
    f" //{HOST}",
    f"\x00//{HOST}",
    f"\x01https://{HOST}",
    f"http:///{HOST}",
    f"http:{HOST}",
    f"https:/{HOST}",
    f"https:\\\\{HOST}",
    f"//{HOST}\\@testserver/",
    f"//testserver@{HOST}/",
    f"https://testserver@{HOST}",
    f"https://testserver.{HOST}",
    f"//{HOST}/..;/people/",
    f"//{HOST}%2f..",
    f"/%09/{HOST}\t",
    f"//{HOST}%00.testserver",
    f"http://{HOST}#@testserver/",
    f"http://{HOST}?@testserver/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "ftp://evil.example/",
    "file:///etc/passwd",
    "blob:https://evil.example/x",
    "//[::1]:1@evil.example",
    "//\u3002evil.example",
    "evil.example",
    "www.evil.example/people/",
    "?next=//evil.example",
    "",
]


@pytest.mark.proves("INJ-10", "3.7.2")
@pytest.mark.parametrize("evil", ELSEWHERE)
def test_nobody_is_led_to_another_host(evil: str) -> None:
    assert not is_own_address(evil)
    client = made.client_for(made.account("administrator"))
    led = client.get("/sign-in/", {"next": evil})
    assert led.headers.get("Location", "/") == "/"
    shown = client.get("/account/confirm/", {"next": evil})
    if "\x00" in evil:
        assert shown.status_code == 404
    else:
        assert 'name="confirm-next" value="/account/"' in shown.content.decode()
    own = Client()
    asked = own.get("/sign-in/", {"next": evil}).content.decode()
    assert f'href="{evil}' not in asked or not evil


def test_there_are_forty_of_them() -> None:
    assert len(set(ELSEWHERE)) >= 40
    assert is_own_address("/people/?page=2")

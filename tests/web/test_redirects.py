"""After signing in nobody is led to another host, in whatever way its address is written."""

from __future__ import annotations

import pytest
from django.test import Client

from opennrm.web.door import is_own_address
from tests.web.account.test_signing_in import person, sign_in

ELSEWHERE = (
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "http:\\\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://evil.example",
    "ws://evil.example",
    "https://testserver@evil.example",
    "https://testserver.evil.example",
    "https://evil.example/testserver",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "//testserver@evil.example",
    "//testserver:80@evil.example",
    "/%09/evil.example\\..",
    "//evil%E3%80%82example",
    "//\u3002evil.example",
    "http://[::1]evil.example",
    "http://[",
    "\u2028//evil.example",
    "//evil.example/..;/",
    "https://\x00evil.example",
)


@pytest.mark.proves("INJ-10", "3.7.2", "1.2.2")
@pytest.mark.django_db
def test_nobody_is_led_elsewhere() -> None:
    assert len(ELSEWHERE) >= 40
    led = {}
    for place in ELSEWHERE:
        client = Client()
        led[place] = sign_in(client, person("administrator"), next=place).headers.get("Location")
    assert {place: to for place, to in led.items() if to != "/"} == {}


@pytest.mark.proves("INJ-10", "3.7.2")
@pytest.mark.parametrize("place", ELSEWHERE)
def test_none_of_them_is_an_own_address(place: str) -> None:
    assert not is_own_address(place)

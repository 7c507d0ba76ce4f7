"""The proxy's word for an address is believed on a unix socket and nowhere else."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from opennrm.web.client_address import ClientAddress


def seen(**meta: str) -> HttpRequest:
    """The request as what comes after sees it."""
    kept: list[HttpRequest] = []

    def answer(request: HttpRequest) -> HttpResponse:
        kept.append(request)
        return HttpResponse()

    ClientAddress(answer)(RequestFactory().get("/", **meta))  # type: ignore[arg-type]
    return kept[0]


@pytest.mark.proves("15.3.4")
@pytest.mark.parametrize(
    ("told", "address"),
    [("192.0.2.7", "192.0.2.7"), (" 2001:db8::1 ", "2001:db8::1"), ("somebody", ""), ("192.0.2.7, 192.0.2.8", "")],
)
def test_the_proxys_word_is_taken_on_a_socket_if_it_is_an_address(told: str, address: str) -> None:
    assert seen(REMOTE_ADDR="", HTTP_X_REAL_IP=told).META["REMOTE_ADDR"] == address


@pytest.mark.proves("4.1.3", "15.3.4")
def test_on_a_port_nobody_can_say_to_be_somebody_else() -> None:
    request = seen(REMOTE_ADDR="192.0.2.66", HTTP_X_REAL_IP="192.0.2.7", HTTP_X_FORWARDED_FOR="192.0.2.8")
    assert request.META["REMOTE_ADDR"] == "192.0.2.66"
    assert not [name for name in request.META if name.startswith(("HTTP_X_", "HTTP_FORWARDED"))]


def test_it_comes_before_whatever_asks_for_the_address() -> None:
    assert settings.MIDDLEWARE[0] == "opennrm.web.client_address.ClientAddress"


@pytest.mark.django_db
def test_signing_in_works_through_a_socket_whether_or_not_a_proxy_says_an_address() -> None:
    """Without one everybody counts as one address, and is slowed as one: tries are counted per account as well."""
    typed = {"login": "nobody@force.example", "password": "not-the-password"}
    through = Client(REMOTE_ADDR="", HTTP_X_REAL_IP="192.0.2.7")
    assert through.post("/sign-in/", typed).status_code == 200
    assert Client(REMOTE_ADDR="").post("/sign-in/", typed).status_code == 200

"""Whose address a request comes from when it comes through the proxy of this machine.

A server that listens on a unix socket knows no address of who asks: only the proxy can write there, and it says the
address in `X-Real-IP`. On a port anybody could write that header, so there it is never believed. Without an address
nobody could be told apart by who guesses passwords, and allauth refuses to sign anybody in.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse

TOLD = "HTTP_X_REAL_IP"
OTHERS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")
"""Headers that browsers could send and that nobody here is to believe."""


class ClientAddress:
    """Puts the address that the proxy tells in the place of the missing one, and removes every other claim."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the address known."""
        told = request.META.pop(TOLD, "")
        for name in OTHERS:
            request.META.pop(name, None)
        if not request.META.get("REMOTE_ADDR"):
            request.META["REMOTE_ADDR"] = _address(told)
        return self.get_response(request)


def _address(told: str) -> str:
    try:
        return str(ip_address(told.strip()))
    except ValueError:
        return ""

"""One call to an address that an organisation named: by HTTPS, to the very address that was looked at, and no further.

Whoever names an address could name one within: so every address that the name stands for is looked at, when it is
registered and at each call, and the connection goes to the one that was looked at, whatever the name says a moment
later. No redirect is followed and no answer is read but its status, within one bound of time for all of it.
Source: OWASP ASVS 5.0, 1.3.6 and 13.2.5 (server-side request forgery).
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 10
PORT = 443
_STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3})")
_LABEL = re.compile(r"[a-z0-9-]{1,63}")
LABELS = range(2, 12)
"""Of how many names, with dots between them, the name of a host is made."""
_PATH = re.compile(r"/[A-Za-z0-9._~/-]{0,300}")
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""IPv6 behind which an IPv4 address stands that a translator on the way would call (RFC 6052, RFC 8215)."""
Address = IPv4Address | IPv6Address


class NotCalled(Exception):
    """The call came to nothing: `code` says why in a word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parts_of(address: str) -> tuple[str, str, int]:
    """Host, path and port of an address that may be called. Raises `NotCalled` for one of another form."""
    try:
        split = urlsplit(address)
        port = split.port or PORT
    except ValueError:
        raise NotCalled("no_address") from None
    host, path = (split.hostname or "").lower(), split.path or "/"
    plain = f"https://{split.netloc}{split.path}" == address and "@" not in split.netloc
    if not (plain and _is_host(host) and _PATH.fullmatch(path)):
        raise NotCalled("no_address")
    if port != PORT and settings.WEBHOOKS != "within":
        raise NotCalled("no_address")
    return host, path, port


def is_outside(address: Address) -> bool:
    """Is it an address of the public network, and none that leads within by another way of writing it?"""
    if isinstance(address, IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if within is not None or any(address in network for network in TRANSLATED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def looked_up(host: str, port: int) -> Address:
    """The address that a host is called at. Raises `NotCalled` where any that its name stands for lies within."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    except (OSError, UnicodeError, ValueError):
        raise NotCalled("no_name") from None
    if not addresses:
        raise NotCalled("no_name")
    if settings.WEBHOOKS != "within" and not all(is_outside(each) for each in addresses):
        raise NotCalled("address_within")
    return addresses[0]


def trust() -> ssl.SSLContext:
    """Whose word on names is taken: the authorities that the system trusts."""
    return ssl.create_default_context()


def call(
    address: str, headers: Mapping[str, str], body: bytes, *, trusting: Callable[[], ssl.SSLContext] = trust
) -> int:
    """Send it; gives the status of the answer. Raises `NotCalled`."""
    host, path, port = parts_of(address)
    at = looked_up(host, port)
    until = time.monotonic() + SECONDS
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    try:
        with (
            socket.create_connection((str(at), port), timeout=SECONDS) as plain,
            trusting().wrap_socket(plain, server_hostname=host) as secured,
        ):
            secured.sendall("\r\n".join([*lines, "", ""]).encode("ascii") + body)
            return _status(secured, until)
    except ssl.SSLError:
        raise NotCalled("no_tls") from None
    except OSError:
        raise NotCalled("no_connection") from None


def _status(answering: ssl.SSLSocket, until: float) -> int:
    begun = b""
    while len(begun) < 16 and (left := until - time.monotonic()) > 0:
        answering.settimeout(left)
        more = answering.recv(64)
        if not more:
            break
        begun += more
    found = _STATUS.match(begun)
    if found is None:
        raise NotCalled("no_answer")
    return int(found[1])


def _is_host(name: str) -> bool:
    labels = name.split(".")
    return len(labels) in LABELS and all(_LABEL.fullmatch(label) for label in labels)

"""A webhook leads outside: whoever names an address within is refused, whatever the name says later."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from opennrm.notifications.channels import webhook_https
from opennrm.notifications.channels.webhook_https import NotCalled, call, is_outside, looked_up, parts_of

WITHIN = (
    *("127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "0.1.2.3", "100.64.0.1", "224.0.0.1"),
    *("255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::"),
)


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[list[str]]:
    """Let each look-up of a name give the next of these answers."""
    left = list(answers)

    ask = socket.getaddrinfo

    def answered(host: str, port: int, *more: Any, **how: Any) -> list[Any]:
        if host != "hook.example":
            return list(ask(host, port, *more, **how))
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(webhook_https.socket, "getaddrinfo", answered)
    return left


@pytest.mark.parametrize("address", WITHIN)
def test_an_address_within_is_never_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_outside(ipaddress.ip_address(address))
    resolving(monkeypatch, [address])
    with pytest.raises(NotCalled, match="address_within"):
        looked_up("hook.example", 443)
    resolving(monkeypatch, ["93.184.216.34", address])
    with pytest.raises(NotCalled, match="address_within"):
        looked_up("hook.example", 443)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_an_address_of_the_public_network_is(address: str) -> None:
    assert is_outside(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("http://hook.example/", "https://hook.example:8443/", f"https://user{chr(58)}word@hook.example/", "ftp://a.example"),
        *("https://hook.example/?a=b", "https://hook.example/#a", "https://127.0.0.1/x\r\nHost: y", "https://[::1]/"),
        *("https://localhost/", "https://hook.example/\u00e9", "https://h\u00f6ok.example/", "", "https://", "x"),
        *("https://hook.example:99999/", "https://hook.example\\@evil.example/", " https://hook.example/"),
        *("https://2130706433/", "https://hook.example\n/"),
    ],
)  # fmt: skip
def test_what_is_no_plain_https_address_with_a_name_is_refused(address: str) -> None:
    with pytest.raises(NotCalled, match="no_address"):
        parts_of(address)


def test_a_plain_address_is_taken_apart() -> None:
    assert parts_of("https://Hook.example/a/b") == ("hook.example", "/a/b", 443)
    assert parts_of("https://hook.example") == ("hook.example", "/", 443)


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for hook.example with its key, and what trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hook.example")])
    now = timezone.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hook.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certified") / "both.pem"
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return file, ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())


class Server:
    """Answers each call with what it is told to, and keeps what it was sent."""

    def __init__(self, file: Path) -> None:
        self.answer = b"HTTP/1.1 204 No Content\r\n\r\n"
        self.heard: list[bytes] = []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(file)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self.listening.accept()
                with closing(self.context.wrap_socket(plain, server_side=True)) as secured:
                    self.heard.append(secured.recv(65536))
                    secured.sendall(self.answer)
            except ssl.SSLError:
                continue
            except OSError:
                return


@pytest.fixture
def server(certified: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Server]:
    settings.WEBHOOKS = "within"
    resolving(monkeypatch, ["127.0.0.1"])
    made = Server(certified[0])
    yield made
    made.listening.close()


def test_a_call_says_to_whom_it_goes_and_gives_the_status(server: Server, certified: Any) -> None:
    address = f"https://hook.example:{server.port}/in"
    assert call(address, {"webhook-id": "1"}, b'{"a":1}', trusting=lambda: certified[1]) == 204
    assert server.heard[0].startswith(b"POST /in HTTP/1.1\r\nHost: hook.example\r\nContent-Length: 7\r\n")
    assert server.heard[0].endswith(b'webhook-id: 1\r\n\r\n{"a":1}')
    server.answer = b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\n\r\n"
    assert call(address, {}, b"", trusting=lambda: certified[1]) == 302, "nobody follows it"
    assert len(server.heard) == 2
    server.answer = b"220 smtp.example ready\r\n"
    with pytest.raises(NotCalled, match="no_answer"):
        call(address, {}, b"", trusting=lambda: certified[1])


def test_who_cannot_show_that_the_name_is_theirs_is_told_nothing(server: Server) -> None:
    with pytest.raises(NotCalled, match="no_tls"):
        call(f"https://hook.example:{server.port}/", {}, b"secret")
    assert not any(b"secret" in heard for heard in server.heard)


def test_a_name_that_leads_within_at_the_next_look_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[Any] = []

    def connecting(to: Any, **_how: Any) -> Any:
        connected.append(to)
        raise ConnectionRefusedError

    resolving(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    monkeypatch.setattr(webhook_https.socket, "create_connection", connecting)
    with pytest.raises(NotCalled, match="no_connection"):
        call("https://hook.example/", {}, b"")
    assert connected == [("93.184.216.34", 443)], "it goes to the address that was looked at"
    with pytest.raises(NotCalled, match="address_within"):
        call("https://hook.example/", {}, b"")
    assert len(connected) == 1


def test_a_server_that_drips_is_left_after_a_while(server: Server, certified: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(webhook_https, "SECONDS", 0.5)
    server.answer = b""
    with pytest.raises(NotCalled):
        call(f"https://hook.example:{server.port}/", {}, b"", trusting=lambda: certified[1])

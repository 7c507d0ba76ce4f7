"""Mail by SMTP against a real server on this machine: under TLS or not at all, and every failure has its word."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from opennrm.notifications.channels.email_smtp import Server, Smtp, refused
from opennrm.notifications.channels.port import Parcel, Undelivered

PARCEL = Parcel(
    UUID("5d3e7b3e-93a4-4a5b-8d0e-6c3ed21a6b11"), b"Subject: x\r\n\r\nYou have work.\r\n", "sam@nrm.example"
)


class Box:
    """Takes mail, or answers as it is told."""

    def __init__(self, answer: str = "250 taken") -> None:
        self.answer = answer
        self.taken: list[Envelope] = []
        self.secure: list[bool] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        self.taken.append(envelope)
        self.secure.append(session.ssl is not None)
        return "250 taken"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up authority that vouches for this machine alone, its key and certificate in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)  # noqa: TID251 - TLS reads the machine's clock
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("mail") / "mail.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@contextmanager
def serving(box: Box, certificate: Path | None, **more: Any) -> Iterator[int]:
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    server = Controller(box, hostname="127.0.0.1", port=free_port(), tls_context=context, **more)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def smtp(port: int, certificate: Path | None, **more: Any) -> Smtp:
    return Smtp(
        Server("127.0.0.1", port, "no-reply@nrm.example", authority_file=str(certificate or ""), timeout=2, **more)
    )


def failure(carrier: Smtp) -> Undelivered:
    with pytest.raises(Undelivered) as told:
        carrier.carry(PARCEL)
    return told.value


def test_an_email_is_handed_in_under_tls_as_it_was_made(certificate: Path) -> None:
    box = Box()
    with serving(box, certificate) as port:
        smtp(port, certificate).carry(PARCEL)
    assert box.secure == [True]
    assert (box.taken[0].mail_from, box.taken[0].rcpt_tos) == ("no-reply@nrm.example", ["sam@nrm.example"])
    assert box.taken[0].content == PARCEL.content


@pytest.mark.proves("12.3.1")
def test_a_server_without_tls_gets_nothing() -> None:
    box = Box()
    with serving(box, None) as port:
        told = failure(smtp(port, None))
    assert (told.code, told.out_of_order) == ("mail_server_does_not_answer", True)
    assert box.taken == []


@pytest.mark.proves("12.3.2", "12.3.4")
def test_a_server_that_nobody_vouches_for_gets_nothing(certificate: Path) -> None:
    box = Box()
    with serving(box, certificate) as port:
        assert failure(smtp(port, None)).code == "mail_server_not_trusted"
    assert box.taken == []


@pytest.mark.parametrize(("password", "code"), [("right", None), ("wrong", "mail_server_sign_in_failed")])
def test_a_sign_in_is_done_under_tls_and_its_failure_told(password: str, code: str | None, certificate: Path) -> None:
    def checks(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        assert session.ssl is not None
        return AuthResult(success=given.password == b"right")

    box = Box()
    with serving(box, certificate, authenticator=checks, auth_required=True) as port:
        carrier = smtp(port, certificate, user="nrm", password=password)
        if code is None:
            carrier.carry(PARCEL)
            assert len(box.taken) == 1
        else:
            assert failure(carrier).code == code


@pytest.mark.parametrize(
    ("answer", "code", "for_good", "out_of_order"),
    [
        ("451 later", "mail_server_said_451", False, False),
        ("550 no such mailbox", "mail_server_said_550", True, False),
        ("421 closing", "mail_server_closing", False, True),
    ],
)
def test_what_a_server_answers_has_its_word(
    answer: str, code: str, for_good: bool, out_of_order: bool, certificate: Path
) -> None:
    with serving(Box(answer), certificate) as port:
        told = failure(smtp(port, certificate))
    assert (told.code, told.for_good, told.out_of_order) == (code, for_good, out_of_order)


def test_a_server_that_is_down_is_out_of_order() -> None:
    told = failure(smtp(free_port(), None))
    assert (told.code, told.out_of_order) == ("mail_server_does_not_answer", True)


def test_a_server_that_takes_the_call_and_says_nothing_is_left_after_the_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        told = failure(Smtp(Server("127.0.0.1", silent.getsockname()[1], "no-reply@nrm.example", timeout=0.3)))
    assert told.code == "mail_server_does_not_answer"


def test_a_password_is_not_in_what_is_printed_of_a_server() -> None:
    assert "secret" not in repr(Server("mail.example", 587, "no-reply@nrm.example", user="nrm", password="secret"))


def test_an_answer_without_a_number_is_believed_to_mean_later() -> None:
    assert not refused().for_good

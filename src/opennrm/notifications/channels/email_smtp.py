"""E-mail by SMTP, always under TLS. The only place that talks to a mail server."""

from __future__ import annotations

import smtplib  # noqa: TID251 - here and nowhere else
import ssl
from dataclasses import dataclass, field

from opennrm.notifications.channels.port import Parcel, Undelivered

IMPLICIT_TLS = 465
"""The port on which TLS comes before the first word (RFC 8314); on any other one STARTTLS is demanded."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in: host, port, sign-in (empty: none), sender, own authority file (empty: the system's)."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    authority_file: str = ""
    timeout: float = 10.0


class Smtp:
    """Hands each e-mail to a mail server, one connection each, so that nothing half-open outlives an e-mail."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def carry(self, parcel: Parcel) -> None:
        """The server has taken responsibility for the e-mail. Raises `Undelivered`."""
        connection = self._connected()
        try:
            connection.sendmail(self._server.sender, [parcel.recipient], parcel.content)
        except smtplib.SMTPResponseException as error:
            raise refused(error.smtp_code) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise refused(*(code for code, _ in error.recipients.values())) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Undelivered("mail_server_broke_off", out_of_order=True) from error
        finally:
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        try:
            context = ssl.create_default_context(cafile=server.authority_file or None)
            if server.port == IMPLICIT_TLS:
                connection: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, timeout=server.timeout, context=context
                )
            else:
                connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
                _secure(connection, context)
        except ssl.SSLError as error:
            raise Undelivered("mail_server_not_trusted", out_of_order=True) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Undelivered("mail_server_does_not_answer", out_of_order=True) from error
        if server.user:
            _sign_in(connection, server)
        return connection


def refused(code: int = 0, *_: int) -> Undelivered:
    """What an answer of the server means: 421 that it is closing, other 4xx "later", 5xx "never like this"."""
    if code == 421:
        return Undelivered("mail_server_closing", out_of_order=True)
    return Undelivered(f"mail_server_said_{code}", for_good=code >= 500)


def _secure(connection: smtplib.SMTP, context: ssl.SSLContext) -> None:
    try:
        connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise


def _sign_in(connection: smtplib.SMTP, server: Server) -> None:
    try:
        connection.login(server.user, server.password)
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        raise Undelivered("mail_server_sign_in_failed", out_of_order=True) from error

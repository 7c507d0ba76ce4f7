"""The e-mails: that there is work, and where to sign in; never who, never which case, never how many."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

LINES = {
    "you_have_work": (
        "You have work in {service}",
        "You have work in {service}.\n\nSign in to see it:\n{address}\n\n"
        "This e-mail says no more on purpose. Nobody reads replies to it.\n",
    ),
}
"""Subject and body by key. The same for everybody: a preview on a locked telephone gives nothing away."""


def message_id(id_: UUID) -> str:
    """The Message-ID of a message of the outbox: the same however often it is sent."""
    return f"<{id_}@{urlsplit(settings.PUBLIC_ADDRESS).hostname or 'localhost'}>"


def email(line: str, *, to: str, id_: UUID, written_at: datetime) -> bytes:
    """An e-mail as it goes over the wire, byte for byte the same each time. Raises `KeyError` for an unknown line."""
    subject, body = LINES[line]
    said = {"service": settings.SERVICE_NAME, "address": settings.PUBLIC_ADDRESS}
    mail = EmailMessage(policy=SMTP)
    mail["From"] = settings.MAIL_FROM
    mail["To"] = to
    mail["Subject"] = subject.format_map(said)
    mail["Date"] = written_at
    mail["Message-ID"] = message_id(id_)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body.format_map(said))
    return mail.as_bytes()

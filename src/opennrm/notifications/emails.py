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
    "look_at_sign_in": (
        "Signing in to {service}",
        "How you sign in to {service} was changed, or somebody signed in as you with a browser that was not used "
        "before.\n\nIf that was you, there is nothing to do. If not, sign in, end the other sessions and change your "
        "password at once:\n{address}\n\nThen tell your organisation's administrator. "
        "This e-mail says no more on purpose. Nobody reads replies to it.\n",
    ),
    "look_at_administration": (
        "Who may do what in {service}",
        "An administrator of your organisation in {service} gave or ended a role, or somebody made a new start with "
        "their account, and this concerns you or is yours to know.\n\nSign in to see it:\n{address}\n\nIf you did not "
        "expect this, or can no longer sign in, tell the other administrators of your organisation at once, or whoever "
        "runs {service}. This e-mail says no more on purpose. Nobody reads replies to it.\n",
    ),
    "you_are_invited": (
        "You are invited to {service}",
        "Your organisation invites you to {service}.\n\nOpen this within 24 hours to make your account, "
        "or within 30 minutes if you have one:\n{link}\n\n"
        "If you did not expect this, do not open it and tell your organisation's administrator.\n",
    ),
    "chain_anchor": (
        "Where the history of {service} stands",
        "Please keep this e-mail: it proves later that the history of {service} was not rewritten. It names nobody.\n\n"
        "{anchor}\n\nPublic key:\n{key}\n\n"
        "To check it, ask for an export of the history and use verify_history.py of OpenNRM.\n",
    ),
}
"""Subject and body by key. The same for everybody: a preview on a locked telephone gives nothing away."""


def message_id(id_: UUID) -> str:
    """The Message-ID of a message of the outbox: the same however often it is sent."""
    return f"<{id_}@{urlsplit(settings.PUBLIC_ADDRESS).hostname or 'localhost'}>"


def email(line: str, *, to: str, id_: UUID, written_at: datetime, path: str = "/", **more: str) -> bytes:
    """An e-mail as it goes over the wire, byte for byte the same each time. Raises `KeyError` for an unknown line.

    `path` is where a link in it leads, on the configured address; `more` is what this line says beside it.
    """
    subject, body = LINES[line]
    link = settings.PUBLIC_ADDRESS.rstrip("/") + path
    said = {"service": settings.SERVICE_NAME, "address": settings.PUBLIC_ADDRESS, "link": link, **more}
    mail = EmailMessage(policy=SMTP)
    mail["From"] = settings.MAIL_FROM
    mail["To"] = to
    mail["Subject"] = subject.format_map(said)
    mail["Date"] = written_at
    mail["Message-ID"] = message_id(id_)
    mail["Auto-Submitted"] = "auto-generated"
    text = body.format_map(said)
    # In plain letters where it can be: an anchor's line stays whole also for whoever keeps the e-mail as a file.
    mail.set_content(text, cte="7bit" if text.isascii() else "quoted-printable")
    return mail.as_bytes()

"""Which carrier serves which channel in this installation, as its settings say."""

from __future__ import annotations

from django.conf import settings

from opennrm.notifications.channels.console import Console
from opennrm.notifications.channels.email_smtp import Server, Smtp
from opennrm.notifications.channels.file import MailFolder
from opennrm.notifications.channels.port import Carrier
from opennrm.notifications.channels.post import Post
from opennrm.notifications.kinds import Channel


def chosen_carriers() -> dict[Channel, Carrier]:
    """The carriers by channel. What a person prints or hands over, or what lies in the portal, has none."""
    if settings.POST == "folder":
        return {Channel.POST: Post(settings.DATA / "post"), Channel.EMAIL: _mail()}
    return {Channel.EMAIL: _mail()}


def _mail() -> Carrier:
    if settings.MAIL == "smtp":
        return Smtp(
            Server(
                host=settings.SMTP_HOST,
                port=settings.SMTP_PORT,
                sender=settings.MAIL_FROM,
                user=settings.SMTP_USER,
                password=settings.SMTP_PASSWORD,
                authority_file=settings.SMTP_AUTHORITY_FILE,
            )
        )
    return Console() if settings.MAIL == "console" else MailFolder(settings.DATA / "mail")

"""E-mails that left long ago are forgotten: whom we wrote to and when is about people at work, and serves for a while.

A letter is never touched here: it is part of its case's record, is kept and proposed with that, and goes by its key.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from opennrm.audit.record import command
from opennrm.notifications.kinds import Channel, State
from opennrm.notifications.models import Message

DONE = (State.SENT.value, State.ENDED.value)
"""What waits has still to leave, and what is dead waits for somebody to look at it."""


def forget_sent_emails(at: datetime) -> int:
    """Remove the e-mails to accounts and invitations that were done with `KEEP_EMAILS_DAYS` ago; gives how many.

    What was sent to outside bodies, the anchors of the history, stays. Source of the time: own [not verified]: long
    enough to find out why somebody was not told, and no longer.
    """
    before = at - timedelta(days=settings.KEEP_EMAILS_DAYS)
    emails = Message.objects.filter(channel=Channel.EMAIL.value, letter__isnull=True, anchor__isnull=True)
    with command():
        return emails.filter(state__in=DONE, created_at__lt=before).exclude(sent_at__gte=before).delete()[0]

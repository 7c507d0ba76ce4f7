"""E-mails that left and calls that were taken long ago are forgotten: when whom was told of what serves for a while.

A letter is never touched here: it is part of its case's record, is kept and proposed with that, and goes by its key.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.notifications.kinds import Channel, State
from opennrm.notifications.models import Message, WebhookCall

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


def forget_made_calls(at: datetime) -> int:
    """Remove the calls to webhooks that were taken `KEEP_CALLS_DAYS` ago, or that will never be made; gives how many.

    What waits for a webhook that is still called stays. A call names a reference, and with its time tells what happened
    to somebody's referral, so it is kept no longer than it takes to find out why a system missed something. Source of
    the time: own [not verified].
    """
    before = at - timedelta(days=settings.KEEP_CALLS_DAYS)
    left = Q(webhook__organisation__ends_on__lt=timezone.localdate(before))
    never = Q(sent_at=None, happened_at__lt=before) & (
        Q(webhook__ended_at__isnull=False) | Q(webhook__stopped_at__isnull=False) | left
    )
    with command():
        return WebhookCall.objects.filter(Q(sent_at__lt=before) | never).delete()[0]

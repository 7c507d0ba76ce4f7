"""Sends the history's anchors to outside bodies, who keep them: hashes and counts, and nobody's name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from opennrm.audit.anchoring import Anchored
from opennrm.audit.anchors import PUBLIC_KEYS, read_public_keys
from opennrm.audit.queries import anchor_told
from opennrm.notifications.actions import GIVES_UP_AFTER
from opennrm.notifications.emails import email
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Message


def tell_of_anchor(anchored: Anchored, mailboxes: Iterable[str], *, at: datetime) -> int:
    """Put an e-mail with the anchor in the outbox for each mailbox; gives how many. In the anchor's transaction."""
    made = [
        Message(
            channel=Channel.EMAIL.value,
            anchor_id=anchored.id,
            outside=mailbox,
            line="chain_anchor",
            next_attempt_at=at,
            gives_up_at=at + GIVES_UP_AFTER,
            created_at=at,
        )
        for mailbox in mailboxes
    ]
    return len(Message.objects.bulk_create(made))


def email_of_anchor(anchor_id: int, message: Message) -> bytes:
    """The e-mail that carries an anchor, as it goes over the wire."""
    anchor = anchor_told(anchor_id)
    public = read_public_keys(settings.ANCHORS / PUBLIC_KEYS).get(str(anchor.key), "")
    key = json.dumps({"key": anchor.key, "public": public})
    return email(
        message.line, to=message.outside, id_=message.id, written_at=message.created_at, anchor=anchor.line, key=key
    )

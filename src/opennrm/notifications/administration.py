"""Telling people that one administrator did alone what concerns them, or what two do where there are two."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.mechanism.events import Event
from opennrm.notifications.actions import GIVES_UP_AFTER
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Message
from opennrm.partners.directory import organisation_of, people_in_organisation
from opennrm.partners.roles import ROLES, Permission

LINE = "look_at_administration"


def tell_of_administration(event: Event, at: datetime, by: UUID | None) -> None:
    """Put an e-mail in the outbox for the account that the event is about and every administrator of its organisation.

    Not for whoever did it, unless it is their own account. It names nobody, and says no more than where to look.
    """
    account_id = UUID(event.subject)
    there = people_in_organisation(organisation_of(account_id), Permission.INVITE, at)
    for each in [account_id, *sorted(set(there) - {by, account_id})]:
        Message.objects.create(
            channel=Channel.EMAIL.value,
            recipient_id=each,
            line=LINE,
            next_attempt_at=at,
            gives_up_at=at + GIVES_UP_AFTER,
            created_at=at,
        )


def tell_of_ended_administrator(event: Event, at: datetime, by: UUID | None) -> None:
    """The same where the role that ended is one that administers."""
    role = ROLES.get(str(getattr(event, "role", "")))
    if role is not None and Permission.INVITE in role.permissions:
        tell_of_administration(event, at, by)

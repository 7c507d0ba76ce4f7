"""What follows: the force is told that there is work, and the history that a referral follows one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.duty_to_notify.queries import kind_of, receiver_of
from opennrm.mechanism.events import Event, ReferralFollowedNotification, ReferralSubmitted
from opennrm.mechanism.references import NOTIFICATION, reference_as_meant
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.directory import people_in_organisation
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import answers_of


def tell_force(event: Event, at: datetime, by: UUID | None) -> None:
    """A consequence of `NotificationSent`: an e-mail "you have work" to those of the force who triage."""
    receiver = receiver_of(event.subject)
    if receiver is not None:
        tell_of_work(people_in_organisation(receiver, Permission.TRIAGE_NOTIFICATIONS, at), at=at)


def follow_notification(event: Event, at: datetime, by: UUID | None) -> None:
    """A consequence of `ReferralSubmitted`: where the person agreed that a notification is named, say that it follows.

    The reference itself stands in the referral's answers alone, as it was typed; nothing is written on the
    notification's side. It is looked for among those of the referring organisation only. One that is not there is kept
    all the same, and nothing is said of it: it must neither hold up a referral nor tell which references exist.
    """
    assert isinstance(event, ReferralSubmitted)  # noqa: S101 - what the table of consequences calls it for
    typed = answers_of(event.subject).get("notification_reference")
    kind = kind_of(reference_as_meant(typed, NOTIFICATION), event.organisation) if typed is not None else None
    if kind is None:
        return
    followed = ReferralFollowedNotification(subject=event.subject, case=event.case, notification_kind=kind.value)
    announce(followed, at=at, by=by)

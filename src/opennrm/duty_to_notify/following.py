"""What follows: the force is told that there is work, and a referral is held to the notification it says it follows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.duty_to_notify.queries import kind_of, receiver_of
from opennrm.mechanism.events import Event, ReferralFollowedNotification
from opennrm.mechanism.references import NOTIFICATION, reference_as_meant
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.directory import people_in_organisation
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import answers_of

UNKNOWN = Refusal(
    code="unknown_notification",
    because="There is no notification with this reference: correct it as it stands on the receipt, or change the "
    "answer about keeping it",
    source="house",
    field="notification_reference",
)


def tell_force(event: Event, at: datetime, by: UUID | None) -> None:
    """A consequence of `NotificationSent`: an e-mail "you have work" to those of the force who triage."""
    receiver = receiver_of(event.subject)
    if receiver is not None:
        tell_of_work(people_in_organisation(receiver, Permission.TRIAGE_NOTIFICATIONS, at), at=at)


def follow_notification(event: Event, at: datetime, by: UUID | None) -> None:
    """A consequence of `ReferralSubmitted`: where the person agreed that a notification is named, say that it follows.

    The reference itself stands in the referral's answers alone; nothing is written on the notification's side.
    Raises `Refused` for a reference of no notification.
    """
    typed = answers_of(event.subject).get("notification_reference")
    if typed is None:
        return
    kind = kind_of(reference_as_meant(typed, NOTIFICATION))
    if kind is None:
        raise Refused(UNKNOWN)
    followed = ReferralFollowedNotification(subject=event.subject, case=event.case, notification_kind=kind.value)
    announce(followed, at=at, by=by)

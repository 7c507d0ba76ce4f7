"""The printed papers of a notification: the receipt for who sent it, and the MS1 form that goes to the police.

Their words stand in versioned templates beside the letters; a published template does not change.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.utils import timezone

from opennrm.duty_to_notify.queries import NotificationRead
from opennrm.duty_to_notify.told import told_by
from opennrm.mechanism.duty_to_notify import NotificationKind
from opennrm.notifications.printing import pdf_of
from opennrm.questions import lists

FORM = "ms1.1.typ"
RECEIPT = "notification_receipt.1.typ"
DUTIES = {
    "under_the_duty": "Under the duty to notify",
    "as_policy": "Not named in the Act; notifies as a policy of the Home Office",
    "volunteer": "Not under the duty; notifies voluntarily",
}


def force_of(notification: NotificationRead) -> str:
    """The name of the police force that a notification is for."""
    return lists.label("police_forces", notification.force)


def form_pdf(notification: NotificationRead) -> bytes:
    """The MS1 form as tagged PDF/UA-1: the same bytes each time."""
    sections = [
        {"title": section.title, "rows": [{"label": row.label, "lines": list(row.lines)} for row in section.rows]}
        for section in told_by(notification)
    ]
    return _printed(FORM, notification, [force_of(notification)], {"sections": sections})


def receipt_pdf(notification: NotificationRead) -> bytes:
    """The receipt as tagged PDF/UA-1; it names nobody, also of a named notification."""
    more = {"content_hash": notification.content_hash, "authority_name": "Duty to notify"}
    return _printed(RECEIPT, notification, [notification.organisation], more)


def _printed(template: str, notification: NotificationRead, to: list[str], more: dict[str, Any]) -> bytes:
    sent = timezone.localtime(notification.sent_at)
    content = {
        "service_name": settings.SERVICE_NAME,
        "authority_name": notification.organisation,
        "written_on": notification.sent_on.isoformat(),
        "reference": notification.reference,
        "language": "en",
        "audience": "first_responder",
        "addressee_lines": to,
        "contact": f"{notification.organisation}, quoting the reference {notification.reference}",
        "organisation_name": notification.organisation,
        "sent_at": f"{sent.day} {sent:%B %Y} at {sent:%H:%M}",
        "force_name": force_of(notification),
        "received_by": notification.received_by or "",
        "forwarded": notification.forwarded,
        "named": notification.kind is NotificationKind.NAMED,
        "duty": DUTIES[notification.duty],
        **more,
    }
    return pdf_of(template, content, at=datetime.combine(notification.sent_on, time(), tzinfo=UTC))

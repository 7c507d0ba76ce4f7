"""Notifications that came to a police force, for its triage; whoever reads one is recorded."""

from __future__ import annotations

from django.http import HttpResponse

from opennrm.audit.record import announce
from opennrm.duty_to_notify import queries
from opennrm.duty_to_notify.printed import form_pdf
from opennrm.mechanism.events import ListViewed, NotificationViewed
from opennrm.partners.roles import Permission
from opennrm.web.duty_to_notify import presenters
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.TRIAGE_NOTIFICATIONS)
def received(request: SignedInRequest) -> HttpResponse:
    """The notifications that the actor's force has, newest first."""
    rows = queries.notifications_received(request.actor)
    listed = ListViewed(subject=str(request.actor.organisation_id), list_name="notifications_received", shown=len(rows))
    announce(listed, at=request.at, by=request.actor.account_id)
    return render(request, "duty_to_notify/received.html", presenters.notification_list(rows, "received_notification"))


@page(needs=Permission.TRIAGE_NOTIFICATIONS)
def received_notification(request: SignedInRequest, reference: str) -> HttpResponse:
    """One of them."""
    shown = presenters.notification_page(_seen(request, reference))
    return render(request, "duty_to_notify/received_notification.html", shown)


@page(needs=Permission.TRIAGE_NOTIFICATIONS, costly=True)
def received_form(request: SignedInRequest, reference: str) -> HttpResponse:
    """Its MS1 form."""
    return presenters.pdf(form_pdf(_seen(request, reference)), f"ms1-{reference}.pdf")


def _seen(request: SignedInRequest, reference: str) -> queries.NotificationRead:
    read = queries.received_notification(request.actor, reference)
    viewed = NotificationViewed(subject=reference, seen_as="received")
    announce(viewed, at=request.at, by=request.actor.account_id)
    return read

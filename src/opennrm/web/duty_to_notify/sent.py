"""Notifications that were sent, for those who sent them: the list, one of them, its papers, and a referral after it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.audit.record import announce
from opennrm.duty_to_notify.printed import form_pdf, receipt_pdf
from opennrm.duty_to_notify.queries import NotificationRead, notification_for, notifications_of
from opennrm.mechanism.events import NotificationViewed
from opennrm.partners.roles import Permission
from opennrm.referrals.actions import start_draft
from opennrm.web.duty_to_notify import presenters
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.SEE_OWN_REFERRALS)
def notifications(request: SignedInRequest) -> HttpResponse:
    """The notifications of the team, newest first."""
    shown = presenters.notification_list(notifications_of(request.actor), "notification")
    return render(request, "duty_to_notify/notifications.html", shown)


@page(needs=Permission.SEE_OWN_REFERRALS)
def notification(request: SignedInRequest, reference: str) -> HttpResponse:
    """A notification as it was sent."""
    return render(request, "duty_to_notify/notification.html", presenters.notification_page(_seen(request, reference)))


@page(needs=Permission.SEE_OWN_REFERRALS)
def confirmation(request: SignedInRequest, reference: str) -> HttpResponse:
    """Said at once after sending: the reference, and what happens next."""
    return render(request, "duty_to_notify/sent.html", presenters.confirmation(_seen(request, reference)))


@page(needs=Permission.SEE_OWN_REFERRALS, costly=True)
def receipt(request: SignedInRequest, reference: str) -> HttpResponse:
    """The receipt, to print or keep."""
    return presenters.pdf(receipt_pdf(_seen(request, reference)), f"receipt-{reference}.pdf")


@page(needs=Permission.SEE_OWN_REFERRALS, costly=True)
def form(request: SignedInRequest, reference: str) -> HttpResponse:
    """The MS1 form."""
    return presenters.pdf(form_pdf(_seen(request, reference)), f"ms1-{reference}.pdf")


@page(needs=Permission.REFER)
def refer(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What changes when the person consents after all, and the button that begins a referral.

    That it was looked at is not announced: beside the draft that begins next, it would tell whose notification it was.
    """
    notification_for(request.actor, reference)
    return render(request, "duty_to_notify/refer.html", {"reference": reference, "errors": errors})


@refer.post
def refer_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Begin a referral anew; nothing of the notification goes into it."""
    notification_for(request.actor, reference)
    draft_id = start_draft(by=request.actor, at=request.at)
    return redirect("draft", draft_id=draft_id)


def _seen(request: SignedInRequest, reference: str) -> NotificationRead:
    read = notification_for(request.actor, reference)
    viewed = NotificationViewed(subject=reference, seen_as="sent")
    announce(viewed, at=request.at, by=request.actor.account_id)
    return read

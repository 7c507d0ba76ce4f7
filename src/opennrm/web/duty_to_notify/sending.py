"""The last look at a notification before it leaves, and sending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.audit.record import announce
from opennrm.duty_to_notify.actions import send_notification
from opennrm.duty_to_notify.bodies import duty_of_actor
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import DraftViewed
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import ending_of
from opennrm.questions.question import Ending
from opennrm.referrals.queries import draft_for
from opennrm.web.duty_to_notify import presenters
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in


@page(needs=Permission.REFER, of_several=("harmless",))
def check(request: SignedInRequest, draft_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Everything that would be sent, what could identify somebody, how many are alike, and the button that sends."""
    read = draft_for(request.actor, draft_id)
    if read.reference or ending_of(CATALOGUE, read.answers) is not Ending.NOTIFY:
        raise NotYours
    announce(DraftViewed(subject=str(draft_id)), at=request.at, by=request.actor.account_id)
    day = legal_day(request.at)
    shown = presenters.notification_to_check(read, duty_of_actor(request.actor, day), day)
    return render(
        request, "duty_to_notify/check.html", {**shown, "said": (typed or {}).get("harmless", ()), "errors": errors}
    )


@check.post
def check_post(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Send what was checked; the reference is shown only after it is kept for good."""
    reference = send_notification(
        draft_id,
        considered="considered" in request.POST,
        harmless=request.POST.getlist("harmless"),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("notification_sent", reference=reference)

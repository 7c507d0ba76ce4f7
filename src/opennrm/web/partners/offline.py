"""Whether the people of one's own organisation may write referrals without a network: seen, and switched."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.partners.offline import switch_offline, works_offline
from opennrm.partners.roles import Permission
from opennrm.web.cases.choosing import one_of
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

ANSWERS = (("on", "On"), ("off", "Off"))
MEANS = {"on": True, "off": False}


@page(needs=Permission.INVITE, confirmed=True)
def offline_switch(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What is kept on a device, what that risks, and the form."""
    now = {"offline": ["on" if works_offline(request.actor.organisation_id) else "off"]}
    field = one_of("offline", "Writing referrals without a network", ANSWERS, typed or now, errors)
    return render(request, "partners/offline.html", {"field": field, "errors": errors})


@offline_switch.post
def offline_switch_post(request: SignedInRequest) -> HttpResponseBase:
    """Switch it."""
    switch_offline(MEANS.get(request.POST.get("offline", "")), by=request.actor, at=request.at)
    return redirect("people")

"""The profiles of the mechanism: which there are, what each says on a day, and what differs between two."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.profiles import PROFILES
from opennrm.partners.profile_changes import profile_changes
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import adoptions, rules_for_new_case
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.rules import change_rows, presenters


@page(needs=Permission.SEE_RULES)
def profiles(request: SignedInRequest) -> HttpResponse:
    """Every profile: its dates, from when it is adopted here, and how much of it is assumed."""
    shown = presenters.profiles(adoptions(), rules_for_new_case(legal_day(request.at)))
    may_change = Permission.CHANGE_PROFILE in request.actor.permissions
    more = {"changes": change_rows.changes(profile_changes()), "may_change": may_change}
    return render(request, "rules/profiles.html", shown | more)


@page(needs=Permission.SEE_RULES)
def profile(request: SignedInRequest, key: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Everything that a profile says on a day (`on`, today unless asked)."""
    if key not in PROFILES:
        raise Http404
    day = request.GET.get("on", "") if typed is None else (typed.get("on") or [""])[0]
    shown = presenters.profile(PROFILES[key], day, legal_day(request.at), adoptions())
    return render(request, "rules/profile.html", shown | {"errors": shown["errors"] or errors})


@profile.post
def profile_post(request: SignedInRequest, key: str) -> HttpResponseBase:
    """Go to the day that was typed; the address holds it as a day, and nothing else that was typed."""
    if key not in PROFILES:
        raise Http404
    typed = request.POST.get("on", "").strip()
    if presenters.profile(PROFILES[key], typed, legal_day(request.at), ())["errors"]:
        return profile.again(request, key=key, typed={"on": [typed]})
    address = reverse("profile", kwargs={"key": key})
    return redirect(f"{address}?{urlencode({'on': date.fromisoformat(typed).isoformat()})}" if typed else address)


@page(needs=Permission.SEE_RULES)
def compare(request: SignedInRequest) -> HttpResponse:
    """What differs between two versions (`one` and `other`, as profile@day), rule by rule."""
    now = rules_for_new_case(legal_day(request.at))
    shown = presenters.comparison(request.GET.get("one"), request.GET.get("other"), now)
    return render(request, "rules/compare.html", shown)

"""The page that asks why a case is opened by somebody who does not work on it; nothing of the case is on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.queries import case_for
from opennrm.partners.roles import Permission
from opennrm.web.explaining import REASONS, explain
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.SEE_CASES)
def why(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Ask for a reason, once for a case and a session."""
    read = case_for(request.actor, reference, at=request.at)
    of_the_team = read.owner_team_id in request.actor.teams_for(Permission.SEE_CASES)
    fields = Fields(typed, errors, {"next": request.GET.get("next", "")})
    shown = {
        "reference": reference,
        "title": "Why do you open this case?",
        "back_to": reverse("work_list"),
        "back_words": "Work list",
        "lines": ("You do not work on this case. Those who do are shown who opened it, when, and this reason.",),
        "errors": errors,
        "hidden": {"next": fields.value("next")},
        "fields": [
            fields.radios("reason", "Why?", [(code.value, words) for code, words in REASONS.items()]),
            fields.text("words", "Say more (optional)" if of_the_team else "Say more, in at least 20 letters", rows=3),
        ],
        "button": "Open the case",
    }
    return render(request, "cases/form.html", shown)


@why.post
def why_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep it, and go on to the page of the case that was asked for."""
    explain(request, reference, reason=request.POST.get("reason", ""), words=request.POST.get("words", ""))
    of_case = reverse("case", kwargs={"reference": reference})
    asked = request.POST.get("next", "")
    return redirect(asked if asked.startswith(of_case) and asked.isprintable() else of_case)

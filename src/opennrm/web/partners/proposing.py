"""The page on which a second administrator confirms a role that reads cases, or refuses it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.partners.proposals import proposal_of, settle_role
from opennrm.partners.roles import ROLES, Permission
from opennrm.web import wording
from opennrm.web.components import radios
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.partners.presenters import role_in_words

ANSWERS = (("confirm", "Confirm it"), ("refuse", "Refuse it, or take it back"))


@page(needs=Permission.INVITE, confirmed=True)
def settle(request: SignedInRequest, proposal_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What was proposed, by whom, and what the role lets somebody do."""
    row = proposal_of(request.actor, proposal_id)
    wrong = next((error.message for error in errors if error.field_id == "answer"), None)
    field = {
        "name": "answer",
        "idPrefix": "answer",
        "fieldset": {"legend": {"text": "Do you confirm it?", "classes": "govuk-fieldset__legend--m"}},
        "items": [{"value": value, "text": text} for value, text in ANSWERS],
        "value": ((typed or {}).get("answer") or [""])[0],
        **({"errorMessage": {"text": wrong}} if wrong else {}),
    }
    rows = [
        wording.row("Who", row.name),
        wording.row("Role", role_in_words(row)),
        wording.row("What it is for", ROLES[row.role].description),
        wording.row("Proposed", f"By {row.proposed_by}, {wording.moment(row.proposed_at)}"),
    ]
    return render(request, "partners/settle_role.html", {"rows": rows, "field": radios(field), "errors": errors})


@settle.post
def settle_post(request: SignedInRequest, proposal_id: UUID) -> HttpResponse:
    """Settle it."""
    settle_role(proposal_id, answer=request.POST.get("answer", ""), by=request.actor, at=request.at)
    return redirect("people")

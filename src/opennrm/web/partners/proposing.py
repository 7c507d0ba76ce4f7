"""The pages on which a second administrator confirms a role or a new start; and one that ends somebody's sessions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opennrm.partners import queries
from opennrm.partners.new_starts import end_sessions_of, new_start_of, settle_new_start
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
    rows = [
        wording.row("Who", row.name),
        wording.row("Role", role_in_words(row)),
        wording.row("What it is for", ROLES[row.role].description),
        wording.row("Proposed", f"By {row.proposed_by}, {wording.moment(row.proposed_at)}"),
    ]
    shown = {
        "title": _("Confirm a role"),
        "why_two": _("This role reads records, or gives roles that do. Two administrators give it together."),
        "rows": rows,
    }
    return render(request, "partners/settle.html", {**shown, "field": _answer(typed, errors), "errors": errors})


@settle.post
def settle_post(request: SignedInRequest, proposal_id: UUID) -> HttpResponse:
    """Settle it."""
    settle_role(proposal_id, answer=request.POST.get("answer", ""), by=request.actor, at=request.at)
    return redirect("people")


@page(needs=Permission.INVITE, confirmed=True)
def settle_start(request: SignedInRequest, invitation_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Who is to set up a new second factor, and who asked for that."""
    row = new_start_of(request.actor, invitation_id, at=request.at)
    rows = [
        wording.row("Who", row.name),
        wording.row("Their link goes to", row.email),
        wording.row("Proposed", f"By {row.proposed_by}, {wording.moment(row.proposed_at)}"),
    ]
    shown = {
        "title": _("Confirm a new start"),
        "why_two": _(
            "They lost what they sign in with, and are to set up a new password and a new second factor. "
            "Ring them first, on a number you have: whoever reads their mail could sign in as them. "
            "Two administrators let it happen together."
        ),
        "rows": rows,
    }
    return render(request, "partners/settle.html", {**shown, "field": _answer(typed, errors), "errors": errors})


@settle_start.post
def settle_start_post(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """Settle it."""
    settle_new_start(invitation_id, answer=request.POST.get("answer", ""), by=request.actor, at=request.at)
    return redirect("people")


@page(needs=Permission.INVITE, confirmed=True)
def end_sessions(request: SignedInRequest, account_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Ask once more before somebody is signed out everywhere."""
    who = queries.person_of(request.actor, account_id, at=request.at)
    return render(request, "partners/end_sessions.html", {"who": who, "errors": errors})


@end_sessions.post
def end_sessions_post(request: SignedInRequest, account_id: UUID) -> HttpResponse:
    """Sign them out."""
    end_sessions_of(account_id, by=request.actor, at=request.at)
    return redirect("person", account_id=account_id)


def _answer(typed: Any, errors: Any) -> Any:
    wrong = next((error.message for error in errors if error.field_id == "answer"), None)
    field = {
        "name": "answer",
        "idPrefix": "answer",
        "fieldset": {"legend": {"text": "Do you confirm it?", "classes": "govuk-fieldset__legend--m"}},
        "items": [{"value": value, "text": text} for value, text in ANSWERS],
        "value": ((typed or {}).get("answer") or [""])[0],
        **({"errorMessage": {"text": wrong}} if wrong else {}),
    }
    return radios(field)

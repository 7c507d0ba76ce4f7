"""Handing a draft over to a colleague of the team: to whom, and what they are told with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.partners.roles import Permission
from opennrm.referrals.handing_over import LONGEST_NOTE, hand_over_draft, may_take_over
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals.drafting import seen_draft

TOLD = "Your colleague is told that there is work, and goes on with the draft. You and the team still see it."
NOBODY = "Nobody else refers people in the team that shares this draft. Ask your administrator."


@page(needs=Permission.REFER)
def hand_over(request: SignedInRequest, draft_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Choose who goes on with a draft, and write them a note."""
    read = seen_draft(request, draft_id)
    if read.reference:
        return redirect("referral", reference=read.reference)
    fields = Fields(typed, errors)
    colleagues = may_take_over(read.shared_with, by=request.actor, at=request.at) if read.shared_with else []
    hint = f"They read it in the draft. The e-mail to them says only that there is work. {LONGEST_NOTE:,} characters."
    shown = {
        "draft_id": draft_id,
        "line": TOLD if colleagues else NOBODY,
        "errors": errors,
        "to": fields.radios("to", "Who goes on with it?", [(str(each.id), each.name) for each in colleagues])
        if colleagues
        else "",
        "note": fields.text("note", "Note to them (optional)", hint, rows=4),
    }
    return render(request, "referrals/hand_over_draft.html", shown)


@hand_over.post
def hand_over_post(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Hand it over."""
    to = _id_in(request.POST.get("to", ""))
    hand_over_draft(draft_id, to=to, note=request.POST.get("note", ""), by=request.actor, at=request.at)
    return redirect("draft", draft_id=draft_id)


def _id_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

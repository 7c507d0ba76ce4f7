"""Beginning a referral that was written down on paper first, and going to a question by its number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import pages_that_apply
from opennrm.questions.numbering import page_with
from opennrm.referrals.actions import start_draft
from opennrm.referrals.paper import Paper
from opennrm.web.cases.typed_day import number_in, wanted_day
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

NUMBER = "number"
NOT_ASKED_YET = Refusal(
    "not_asked_yet",
    "With the answers so far this is not asked. Answer what stands before it first, such as age and consent.",
    "house",
    NUMBER,
)


@page(needs=Permission.REFER)
def from_paper(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Ask when it was written down and by whom; the fact stays with the referral."""
    fields = Fields(typed, errors, {"written_by": request.actor.name})
    shown = {
        "reference": "",
        "title": "Begin from paper",
        "back_to": reverse("start_referral"),
        "back_words": "Back",
        "lines": (
            "For answers that were written down on a prompt sheet. Type them as they stand there, page by page; each "
            "page has the numbers of the sheet, and you can go to a number.",
            "When it was written and by whom is kept with the referral, and whoever decides sees it. Keep the paper as "
            "your organisation says: it may be asked for as evidence.",
        ),
        "errors": errors,
        "fields": [
            fields.date("written", "On which day was it written down?", "For example, 27 3 2026."),
            fields.line("written_by", "Who wrote it down?", "Their name and role."),
        ],
        "button": "Begin",
    }
    return render(request, "cases/form.html", shown)


@from_paper.post
def from_paper_post(request: SignedInRequest) -> HttpResponse:
    """Begin the draft."""
    written_on = wanted_day(request.POST, "written", "day on which it was written down")
    paper = Paper(written_on, request.POST.get("written_by", "").strip())
    draft_id = start_draft(by=request.actor, at=request.at, paper=paper)
    return redirect("draft", draft_id=draft_id)


def slug_of_number(typed: str, answers: Mapping[str, Any]) -> str:
    """The page on which the question with a number stands that was typed.

    Raises `Refused` (field `number`) where there is no such question, or where these answers do not lead to it.
    """
    found = page_with(CATALOGUE, number_in(typed) or 0)
    if found is None:
        because = f"Enter the number of a question, from 1 to {len(CATALOGUE.questions)}, as it stands on the sheet."
        raise Refused(Refusal("no_such_question", because, "house", NUMBER))
    if found not in pages_that_apply(CATALOGUE, answers):
        raise Refused(NOT_ASKED_YET)
    return found.slug

"""Questions of the authority to who referred, answered on the page of their referral."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.cases.actions.answering import answer_as_responder
from opennrm.cases.second_stage import RequestRead, questions_to
from opennrm.mechanism.events import ReferralViewed
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import referral_for
from opennrm.web import wording
from opennrm.web.cases.requests_page import asked_rows
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

ANSWERS = (("answered", "I answer it below"), ("declined", "I cannot answer it"))


@page(needs=Permission.ANSWER_QUESTIONS)
def answer(
    request: SignedInRequest, reference: str, request_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """What is asked, and room for the answer."""
    referral_for(request.actor, reference, at=request.at)
    asked = next((each for each in questions_to(reference) if each.id == request_id), None)
    if asked is None:
        raise NotYours
    announce(ReferralViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)
    fields = Fields(typed, errors)
    shown = {
        "reference": reference,
        "title": "Answer questions about your referral",
        "lines": ["The case waits for your answer, and its clock runs on."] if asked.is_waiting else [],
        "rows": [*asked_rows(asked), *answer_rows(asked)],
        "rows_id": "",
        "button": "Send the answer",
        "back_to": reverse("referral", kwargs={"reference": reference}),
        "errors": errors,
        "fields": [
            fields.radios("answer", "Can you answer?", ANSWERS),
            fields.text("text", "Your answer", "If you cannot answer, say why."),
        ],
    }
    return render(request, "cases/form.html", shown)


@answer.post
def answer_post(request: SignedInRequest, reference: str, request_id: UUID) -> HttpResponse:
    """Send it."""
    answer_as_responder(
        reference,
        request_id,
        answer=request.POST.get("answer", ""),
        text=request.POST.get("text", ""),
        by=request.actor,
        at=request.at,
    )
    return redirect("referral", reference=reference)


def question_sections(reference: str, questions: list[RequestRead], *, may_answer: bool) -> list[dict[str, Any]]:
    """What the page of a referral shows of the questions about it, the newest first."""
    return [
        {
            "rows": [*asked_rows(each), *answer_rows(each)],
            "href": reverse("answer_question", kwargs={"reference": reference, "request_id": each.id})
            if each.is_waiting and may_answer
            else None,
        }
        for each in questions
    ]


def answer_rows(each: RequestRead) -> list[dict[str, Any]]:
    """What was answered, once it was."""
    if not each.answer:
        return []
    said = (each.answered_with or each.remark or "").splitlines()
    return [wording.row("Answer", f"{wording.code(each.answer)} on {wording.day(each.answered_on)}", *said)]

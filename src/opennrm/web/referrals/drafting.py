"""Writing a referral: one thing a page, saved on every page, changed and checked, then sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.duty_to_notify.bodies import duty_of_actor
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import DraftViewed
from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import ending_of
from opennrm.questions.question import Ending, Page
from opennrm.questions.sections.notifying import OFFER
from opennrm.referrals.actions import discard_draft, save_page, start_draft, submit_referral
from opennrm.referrals.groups import others_of_group, taken_over
from opennrm.referrals.queries import DraftRead, draft_for
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals import entries, presenters
from opennrm.web.referrals.clashes import choices_of, errors_of, names_of_clashes
from opennrm.web.referrals.from_paper import slug_of_number
from opennrm.web.referrals.status import group_rows
from opennrm.web.sent_once import OF_SEVERAL
from opennrm.web.tokens import token_again, token_in
from opennrm.web.versions import version_in


@page(needs=Permission.REFER)
def start(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What a referral is, when to ring instead, and the button to begin."""
    return render(request, "referrals/start.html", {"errors": errors, "days": settings.DRAFT_DAYS})


@start.post
def start_post(request: SignedInRequest) -> HttpResponse:
    """Begin a draft and show its first page."""
    draft_id = start_draft(by=request.actor, at=request.at)
    return redirect("question", draft_id=draft_id, slug=presenters.first_slug())


@page(needs=Permission.REFER)
def draft(request: SignedInRequest, draft_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The sections of a draft and where each stands."""
    read = seen_draft(request, draft_id)
    if read.reference:
        return redirect("referral", reference=read.reference)
    shown = presenters.task_list(read, legal_day(request.at)) | {"errors": errors}
    others = others_of_group(request.actor, read.same_group or draft_id, but=draft_id, at=request.at)
    shown["group"] = group_rows(others)
    shown["another"] = reverse("another_after_draft", kwargs={"draft_id": draft_id})
    return render(request, "referrals/draft.html", shown)


@draft.post
def draft_post(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Go to the question with a number."""
    read = draft_for(request.actor, draft_id)
    slug = slug_of_number(request.POST.get("number", ""), read.answers)
    return redirect("question", draft_id=draft_id, slug=slug)


@page(needs=Permission.REFER, of_several=OF_SEVERAL)
def question(
    request: SignedInRequest, draft_id: UUID, slug: str, typed: Any = None, errors: Any = (), clashes: Any = ()
) -> HttpResponse:
    """One page of questions."""
    asked = _page_or_404(slug)
    read = seen_draft(request, draft_id)
    if read.reference and typed is None:  # what somebody typed meanwhile is shown to them again, to be copied
        return redirect("referral", reference=read.reference)
    if asked.entries is not None:
        return entries.show_list(request, read, asked, typed, errors)
    suggested = taken_over(draft_id) if read.same_group else {}
    shown = presenters.question_page(
        read,
        asked,
        typed,
        errors,
        changing="change" in request.GET,
        today=legal_day(request.at),
        suggested=suggested,
    )
    if clashes:
        shown["choices"] = choices_of(clashes, names_of_clashes(clashes), errors)
    if typed is None and any(each.key in suggested and each.key not in read.answers for each in asked.questions):
        shown["note"] = presenters.SUGGESTED
    if slug == OFFER.slug:
        shown["note"] = duty_of_actor(request.actor, legal_day(request.at)).because
    return render(request, "referrals/question.html", shown)


@question.post
def question_post(request: SignedInRequest, draft_id: UUID, slug: str) -> HttpResponse:
    """Keep what was answered and go on: to the next page, or back to the answers that were being checked."""
    asked = _page_or_404(slug)
    if asked.entries is not None:
        leads = entries.after_list(request, draft_id, asked)
        if isinstance(leads, HttpResponse):
            return leads
        typed = dict(request.POST.lists())
        return question.again(request, draft_id=draft_id, slug=slug, typed=typed, errors=[leads])  # type: ignore[return-value]
    shown = request.POST.get("shown", "")
    saved = save_page(draft_id, slug, dict(request.POST.lists()), by=request.actor, at=request.at, shown=shown)
    if saved.page.errors or saved.clashes:
        return question.again(  # type: ignore[return-value]
            request,
            draft_id=draft_id,
            slug=slug,
            typed={**saved.page.typed, "shown": [shown]},
            errors=saved.page.errors or errors_of(saved.clashes, names_of_clashes(saved.clashes)),
            clashes=saved.clashes,
            status=409 if saved.clashes else 422,
        )
    following = presenters.slug_after(saved.answers, asked, changing="change" in request.GET)
    if following is None:
        return redirect("check_answers", draft_id=draft_id)
    return redirect("question", draft_id=draft_id, slug=following)


@page(needs=Permission.REFER)
def check_answers(request: SignedInRequest, draft_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Everything that would be sent, what is still missing, and the button that sends."""
    read = seen_draft(request, draft_id)
    if read.reference:
        return redirect("referral", reference=read.reference)
    if ending_of(CATALOGUE, read.answers) is Ending.NOTIFY:
        return redirect("check_notification", draft_id=draft_id)
    token = token_again(typed)
    return render(
        request,
        "referrals/check_answers.html",
        {
            **presenters.answers_to_check(read, legal_day(request.at)),
            "token": token,
            "version": read.version,
            "errors": errors,
        },
    )


@check_answers.post
def check_answers_post(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Send the answers that were checked, and no others; the reference is shown only after it is kept for good."""
    token = token_in(request.POST)
    seen = version_in(request.POST)
    reference = submit_referral(draft_id, token=token, by=request.actor, at=request.at, seen=seen)
    return redirect("referral_sent", reference=reference)


@page(needs=Permission.REFER)
def discard(request: SignedInRequest, draft_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Ask once before a draft is removed."""
    seen_draft(request, draft_id)
    return render(request, "referrals/discard.html", {"draft_id": draft_id, "errors": errors})


@discard.post
def discard_post(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Remove the draft."""
    discard_draft(draft_id, by=request.actor, at=request.at)
    return redirect("referrals")


def seen_draft(request: SignedInRequest, draft_id: UUID) -> DraftRead:
    """The draft, its viewing announced. Raises `NotYours` for one that is not shared with them."""
    read = draft_for(request.actor, draft_id)
    announce(DraftViewed(subject=str(draft_id)), at=request.at, by=request.actor.account_id)
    return read


def _page_or_404(slug: str) -> Page:
    try:
        return CATALOGUE.page(slug)
    except KeyError as unknown:
        raise Http404 from unknown

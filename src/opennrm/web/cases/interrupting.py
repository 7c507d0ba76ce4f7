"""Suspending a case and looking at it again, recording a withdrawal, and closing without a decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.actions.suspending import prolong_suspension, resume_case, suspend_case
from opennrm.cases.actions.withdrawing import settle_wish_to_withdraw, withdraw_case
from opennrm.cases.queries import CaseRead, case_for
from opennrm.cases.wishes import WishRead, waiting_wish
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.stages import DECIDED_STAGES
from opennrm.partners.roles import Permission
from opennrm.questions import lists
from opennrm.questions.answers import CleanPage
from opennrm.questions.question import Page
from opennrm.referrals.rules import rules_for
from opennrm.web import wording
from opennrm.web.cases import ending_questions as ending
from opennrm.web.cases import move_questions as asked
from opennrm.web.cases.moving import answered, day_of, form
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.versions import version_in


@page(needs=Permission.MOVE_CASES)
def suspend(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Suspend a case; whether the evidence suffices is asked first."""
    case = seen(request, reference, Permission.MOVE_CASES)
    return form(request, case, asked.SUSPEND, typed, errors, button="Suspend the case")


@suspend.post
def suspend_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Suspend it."""
    clean = answered(asked.SUSPEND, request)
    suffices = {"yes": True, "no": False}.get(clean.values.get("evidence_suffices", ""))
    if clean.errors and suffices is not True:
        return suspend.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    suspend_case(
        reference,
        reason=clean.values.get("reason", ""),
        evidence_suffices=suffices,
        review_on=day_of(clean, "review_on"),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)


@page(needs=Permission.MOVE_CASES)
def resume(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Look at a suspension: the case goes on, or waits until another day."""
    case = seen(request, reference, Permission.MOVE_CASES)
    return form(request, case, asked.RESUME, typed, errors)


@resume.post
def resume_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Let it go on, or wait on."""
    clean = answered(asked.RESUME, request)
    if clean.errors:
        return resume.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    seen_version = version_in(request.POST)
    if clean.values["goes_on"] == "resume":
        resume_case(reference, seen=seen_version, by=request.actor, at=request.at)
    else:
        review_on = day_of(clean, "review_on")
        prolong_suspension(reference, review_on=review_on, seen=seen_version, by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.MOVE_CASES, of_several=("language",))
def withdraw(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Confirm the wish that a first responder recorded or, where none waits, record a withdrawal."""
    case = seen(request, reference, Permission.MOVE_CASES)
    wish = waiting_wish(case.id)
    button = "Continue" if wish else "Record and end the case"
    return form(
        request, case, _page(case, wish, request), typed, errors, button=button, rows=wish_rows(wish) if wish else ()
    )


@withdraw.post
def withdraw_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Settle the wish, or end the case."""
    case = case_for(request.actor, reference, at=request.at, needs=Permission.MOVE_CASES)
    clean = answered(_page(case, waiting_wish(case.id), request), request)
    if clean.errors:
        return withdraw.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    told: dict[str, Any] = {"seen": version_in(request.POST), "by": request.actor, "at": request.at}
    if "is_confirmed" in clean.values:
        settle_wish_to_withdraw(reference, is_confirmed=clean.values["is_confirmed"] == "yes", **told)
    else:
        withdraw_case(reference, withdrawal_in(clean), **told)
    return redirect("case", reference=reference)


@page(needs=Permission.MOVE_CASES)
def close(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Close a case without a decision, for a reason."""
    case = seen(request, reference, Permission.MOVE_CASES)
    asks = ending.DIED if case.stage in DECIDED_STAGES else ending.CLOSE
    return form(request, case, asks, typed, errors, button="Close the case", warns=True)


@close.post
def close_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Close it."""
    clean = answered(ending.CLOSE, request)
    if clean.errors:
        return close.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    close_case(
        reference,
        reason=clean.values["reason"],
        duplicate_of=clean.values.get("duplicate_of", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)


@page(needs=Permission.REOPEN)
def reopen(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Reopen a case that was withdrawn or closed."""
    case = seen(request, reference, Permission.REOPEN)
    return form(request, case, ending.REOPEN, typed, errors, button="Reopen the case")


@reopen.post
def reopen_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Reopen it."""
    clean = answered(ending.REOPEN, request)
    if clean.errors:
        return reopen.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    reason = clean.values["reason"]
    reopen_case(reference, reason=reason, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


def withdrawal_in(clean: CleanPage) -> Withdrawal:
    """What was answered on the page of a withdrawal."""
    values = clean.values
    return Withdrawal(
        way=WayOfWithdrawing(values["way"]),
        said_on=day_of(clean, "said_on"),
        heard_by=values.get("heard_by", ""),
        language=values.get("language", ""),
        interpreter=values.get("interpreter", ""),
        evidence=values.get("evidence", ""),
    )


def wish_rows(wish: WishRead) -> list[dict[str, Any]]:
    """A recorded wish as the rows of a summary."""
    language = lists.label("languages", wish.language) if wish.language else "Not recorded"
    return [
        wording.row("How", wording.code(wish.way)),
        wording.row("Said on", wording.day(wish.said_on)),
        wording.row("Heard by", wish.heard_by or "Not recorded"),
        wording.row("In which language", language),
        wording.row("Interpreter", wording.code(wish.interpreter) if wish.interpreter else "Not recorded"),
        wording.row("What was said", *(wish.evidence.splitlines() or ["Nothing was written down"])),
        wording.row("Recorded", f"{wording.moment(wish.recorded_at)} by {wish.recorded_by}"),
    ]


def _page(case: CaseRead, wish: WishRead | None, request: SignedInRequest) -> Page:
    if wish:
        return asked.SETTLE
    return asked.withdraw_page(rules_for(case.profile, case.received_on, request.at))

"""The pages where an administrator proposes another profile, seeing what it would change, and a second confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.changing_profile import (
    propose_profile,
    refusal_to_change_profile,
    settle_profile,
    try_profile,
)
from opennrm.cases.changing_profile import Tried
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.profile_changes import ProfileChangeRow, profile_change
from opennrm.partners.receiving import without_team
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import needed_by, rules_for_new_case
from opennrm.web.cases.typed_day import wanted_day
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Typed
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.rules import change_rows as presenters


@page(needs=Permission.CHANGE_PROFILE, confirmed=True, costly=True)
def propose(
    request: SignedInRequest, typed: Typed = None, errors: Sequence[PageError] = (), tried: Tried | None = None
) -> HttpResponse:
    """Which profile, from which day and why; and, once it was tried, what it would have changed of past cases."""
    shown = presenters.propose(typed, errors, tried, rules_for_new_case(legal_day(request.at)))
    refusal = refusal_to_change_profile(request.actor)
    return render(
        request,
        "rules/propose_profile.html",
        shown | {"errors": errors, "refused": refusal.because if refusal else ""},
    )


@propose.post
def propose_post(request: SignedInRequest) -> HttpResponseBase:
    """Try it, and propose it only once what was tried is what is proposed."""
    profile = request.POST.get("profile", "")
    from_day = wanted_day(request.POST, "from_day", "first day on which cases come under it")
    if request.POST.get("tried") != presenters.spelt(profile, from_day):
        tried = try_profile(profile, from_day, by=request.actor, at=request.at)
        typed = {name: request.POST.getlist(name) for name in request.POST}
        return propose.again(request, status=200, typed=typed, tried=tried)
    reason = request.POST.get("reason", "")
    change_id = propose_profile(profile, from_day, reason=reason, by=request.actor, at=request.at)
    return redirect("profile_change", change_id=change_id)


@page(needs=Permission.SEE_RULES)
def change(request: SignedInRequest, change_id: UUID) -> HttpResponse:
    """A change: from when, why, who proposed and who settled it, and what it would have changed of past cases."""
    row = _known(change_id)
    shown = presenters.change(row, may_settle=Permission.CHANGE_PROFILE in request.actor.permissions)
    return render(request, "rules/profile_change.html", shown)


@page(needs=Permission.CHANGE_PROFILE, confirmed=True)
def settle(
    request: SignedInRequest, change_id: UUID, typed: Typed = None, errors: Sequence[PageError] = ()
) -> HttpResponse:
    """The change once more, which bodies have no team for it, and the question whether it is confirmed."""
    row = _known(change_id)
    if row.settled_at is not None:
        raise Http404
    needed = needed_by([presenters.adoption(row)], row.from_day)
    missing = [needed[key] for key in without_team(needed)]
    refusal = refusal_to_change_profile(request.actor)
    shown = presenters.settle(row, missing, typed, errors, is_own=row.proposed_by_id == request.actor.account_id)
    return render(
        request,
        "rules/settle_profile.html",
        shown | {"errors": errors, "refused": refusal.because if refusal else ""},
    )


@settle.post
def settle_post(request: SignedInRequest, change_id: UUID) -> HttpResponseBase:
    """Settle it."""
    settle_profile(change_id, answer=request.POST.get("answer", ""), by=request.actor, at=request.at)
    return redirect("profile_change", change_id=change_id)


def _known(change_id: UUID) -> ProfileChangeRow:
    row = profile_change(change_id)
    if row is None:
        raise Http404
    return row

"""Putting a case before a panel, taking it back, and agreeing to what was written down of a panel's decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.checking import check_decision
from opennrm.cases.actions.panels import REASONS, put_before_panel, take_from_panel
from opennrm.cases.panels import confirms
from opennrm.cases.queries import CaseRead, case_for, standing_decision
from opennrm.mechanism.panels.deciding import panel_of
from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.profiles.profile import Panel, version_on
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.questions.question import Choice, Kind, Page, Question
from opennrm.web.cases import forms
from opennrm.web.cases.deciding import CHOOSE
from opennrm.web.cases.moving import answered, form
from opennrm.web.cases.reasons import point_rows
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in

TAKING = {
    "new_information": "New information came, and has to be looked into first",
    "put_by_mistake": "It was put before a panel by mistake",
    "person_asked": "The person asked for it",
    "other": "For another reason, which a note in the case tells",
}
TAKE = Page(
    slug="take_from_panel",
    title="Take the case from the panel",
    text=(
        "Nothing was decided. What members may have voted is not counted, and the case can go before a panel again.",
    ),
    questions=(
        Question(
            key="because",
            ask="Why is it taken back?",
            kind=Kind.RADIOS,
            called="reason for taking the case back",
            choices=tuple(Choice(reason, TAKING[reason]) for reason in REASONS),
        ),
    ),
)


@page(needs=Permission.DECIDE)
def put(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Choose how many members of which agency are wanted for this case."""
    case = seen(request, reference, Permission.DECIDE)
    return form(request, case, _mix_page(case), typed, errors, button="Put before a panel")


@put.post
def put_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """It waits for a panel."""
    case = case_for(request.actor, reference, at=request.at, needs=Permission.DECIDE)
    clean = answered(_mix_page(case), request)
    if clean.errors:
        return put.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    needs = {agency.value: int(clean.values.get(agency.value) or 0) for agency in Agency}
    put_before_panel(reference, needs=needs, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.DECIDE)
def take(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say why the case is before a panel no longer."""
    case = seen(request, reference, Permission.DECIDE)
    return form(request, case, TAKE, typed, errors, button="Take it back", warns=True)


@take.post
def take_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """It waits for its decision again."""
    clean = answered(TAKE, request)
    if clean.errors:
        return take.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    because = clean.values["because"]
    take_from_panel(reference, because=because, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.SEE_CASES, confirmed=True)
def confirm(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Read what was written down of the panel's decision, as one who was there, and agree or return it."""
    read = seen(request, reference)
    if not confirms(request.actor.account_id, reference):
        raise NotYours
    standing = standing_decision(read.id)
    shown = {**forms.check_form(read, standing, typed, errors), "points": point_rows(read, standing)}
    return render(request, "cases/check.html", {**shown, "of_panel": True})


@confirm.post
def confirm_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Agree to the text that was read, or return it; with that what let them read the case may end."""
    agreed = request.POST.get("agreed", "")
    if not confirms(request.actor.account_id, reference):
        raise NotYours
    if agreed not in ("yes", "no"):
        raise Refused(CHOOSE)
    check_decision(
        reference,
        text_hash=request.POST.get("text_hash", ""),
        agreed=agreed == "yes",
        remark=request.POST.get("remark", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)


def panel_in(case: CaseRead) -> Panel | None:
    """The panel that decides what a case waits for, by the rules it came under; None where one person does."""
    version = version_on(PROFILES_OF_CASES[case.profile], date.fromisoformat(case.profile_version))
    second = case.stage.startswith(DecisionKind.CONCLUSIVE_GROUNDS.value)
    kind = DecisionKind.CONCLUSIVE_GROUNDS if second else DecisionKind.REASONABLE_GROUNDS
    return panel_of(version.deciding(kind))


def _mix_page(case: CaseRead) -> Page:
    panel = panel_in(case)
    if panel is None:
        raise NotYours
    most = f" and at most {panel.most}" if panel.most else ""
    least = f"At least {panel.quorum}{most} members are asked to sit. " if panel.quorum else ""
    needed = ", ".join(Agency(role).words for role in panel.required_roles)
    required = f"All of these have to be there: {needed}. " if needed else ""
    return Page(
        slug="panel",
        title="Put the case before a panel",
        text=(
            f"{least}{required}Choose the mix for this case: whether the person is a child, what was done to them, and "
            "whether there is an immigration issue.",
        ),
        questions=tuple(
            Question(
                key=agency.value,
                ask=agency.heading,
                kind=Kind.NUMBER,
                called=f"number of members of {agency.words}",
                required=False,
            )
            for agency in Agency
        ),
    )

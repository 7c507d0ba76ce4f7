"""The pages on which an officer goes through the points of a case before they write the reasons of a decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.reasons import add_adverse_point, address_points
from opennrm.cases.queries import CaseRead, DecisionRead
from opennrm.cases.reasons import addressed_in, evidence_to_name, points_of
from opennrm.mechanism.decision_points import Addressed, AdverseKind, Point, Speaks, draft_of_reasons, unaddressed
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.seeing import seen
from opennrm.web.form_fields import Fields, choices_of
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in

TEXT_HINT = "In your own words. They are put below a heading among the reasons, where you can still change them."


@page(needs=Permission.DECIDE, of_several=("points", "rests_on"))
def points(
    request: SignedInRequest, reference: str, kind: DecisionKind, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Each point of the case, what was written of it, and a form that addresses one or several."""
    read = seen(request, reference)
    found, addressed = points_of(read.id, reference), addressed_in(read.id, kind)
    waiting = {point.key for point in unaddressed(found, addressed)}
    fields = Fields(typed, errors)
    choices = sorted(((point.key, point.said) for point in found), key=lambda each: each[0] not in waiting)
    shown = {
        "reference": reference,
        "title": "Points to address",
        "waiting": len(waiting),
        "rows": _rows(found, addressed),
        "decide_href": reverse(kind.value, kwargs={"reference": reference}),
        "errors": errors,
        "token": token_again(typed),
        "fields": [
            fields.checkboxes("points", "Which points do you address?", choices, "Several can be addressed together."),
            fields.text("text", "What weight do you give to this, and why?", TEXT_HINT, rows=6),
            fields.checkboxes("rests_on", "On what does this rest?", list(evidence_to_name(read.id).items())),
            fields.line("guidance", "Paragraph of guidance (optional)"),
        ],
    }
    return render(request, "cases/points.html", shown)


@points.post
def points_post(request: SignedInRequest, reference: str, kind: DecisionKind) -> HttpResponse:
    """Keep what was written."""
    address_points(
        reference,
        kind=kind,
        points=request.POST.getlist("points"),
        text=request.POST.get("text", ""),
        rests_on=request.POST.getlist("rests_on"),
        guidance=request.POST.get("guidance", ""),
        by=request.actor,
        at=request.at,
        token=token_in(request.POST),
    )
    return redirect(f"points_{kind.value}", reference=reference)


@page(needs=Permission.DECIDE)
def add(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Record something that speaks against."""
    read = seen(request, reference)
    fields = Fields(typed, errors)
    shown = {
        "reference": read.reference,
        "title": "Record what speaks against",
        "errors": errors,
        "token": token_again(typed),
        "fields": [
            fields.select("kind", "What kind of point is it?", choices_of(AdverseKind)),
            fields.text("text", "What speaks against?", rows=6),
            fields.line("source", "Where does it come from?"),
        ],
        "button": "Record it",
    }
    return render(request, "cases/form.html", shown)


@add.post
def add_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep it; it must be addressed before the case is decided."""
    add_adverse_point(
        reference,
        kind=request.POST.get("kind", ""),
        text=request.POST.get("text", ""),
        source=request.POST.get("source", ""),
        by=request.actor,
        at=request.at,
        token=token_in(request.POST),
    )
    return redirect("case", reference=reference)


def drafted(case: CaseRead, kind: DecisionKind) -> str:
    """The reasons as far as the officer wrote them of the points, for them to edit."""
    addressed = addressed_in(case.id, kind)
    return draft_of_reasons(points_of(case.id, case.reference), addressed) if addressed else ""


def point_rows(case: CaseRead, decision: DecisionRead | None) -> list[dict[str, Any]]:
    """The points beside a decision that is read by somebody else, with what was written of each."""
    if decision is None:
        return []
    return _rows(points_of(case.id, case.reference), addressed_in(case.id, DecisionKind(decision.kind)))


def _rows(points: list[Point], addressed: list[Addressed]) -> list[dict[str, Any]]:
    by_key = {key: each for each in addressed for key in each.points}
    return [wording.row(_title(point), *_lines(by_key.get(point.key))) for point in points]


def _title(point: Point) -> str:
    if point.speaks is Speaks.INDICATOR:
        return point.said
    return f"Against: {point.said} (from {point.source})"


def _lines(each: Addressed | None) -> list[str]:
    if each is None:
        return ["Not addressed yet"]
    guidance = [f"Guidance: {each.guidance}"] if each.guidance else []
    return [*each.text.splitlines(), f"Rests on: {', '.join(each.rests_on)}", *guidance]

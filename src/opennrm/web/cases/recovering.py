"""The recovery period of a case: where it stands, its end, and with whom the case was discussed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.cases.actions.consulting import record_consultation
from opennrm.cases.actions.recovering import end_recovery
from opennrm.cases.queries import clocks_of
from opennrm.cases.second_stage import second_stage_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.roles import Permission
from opennrm.web.cases import recovery_page
from opennrm.web.cases.seeing import seen
from opennrm.web.cases.typed_day import day_in
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in

TOOK_PART = Refusal("no_answer", "Choose whether it was discussed with them.", "house", "took_part")


@page(needs=Permission.SEE_CASES)
def recovery(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything about recovery on one page."""
    read = seen(request, reference)
    shown = recovery_page.recovery(
        read, clocks_of(read.id), second_stage_of(read.id), request.actor, legal_day(request.at)
    )
    return render(request, "cases/recovery.html", shown)


@page(needs=Permission.DECIDE)
def end(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Ending it is done from its page; when it is refused, this says why."""
    read = seen(request, reference)
    return render(request, "cases/refused.html", {"reference": read.reference, "errors": errors})


@end.post
def end_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """End it."""
    end_recovery(reference, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.DECIDE)
def consulted(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say with whom the case was discussed, and what they said."""
    read = seen(request, reference)
    return render(request, "cases/form.html", recovery_page.consultation_form(read, typed, errors))


@consulted.post
def consulted_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep it."""
    took_part = request.POST.get("took_part", "")
    if took_part not in ("yes", "no"):
        raise Refused(TOOK_PART)
    record_consultation(
        reference,
        with_whom=request.POST.get("with_whom", ""),
        took_part=took_part == "yes",
        said=request.POST.get("said", ""),
        on=day_in(request.POST, "on"),
        by=request.actor,
        at=request.at,
    )
    return redirect("recovery", reference=reference)

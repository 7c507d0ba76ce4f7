"""The page on which a dossier is made; sending its form is what makes it, since making it is recorded."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from opennrm.cases.actions.dossier import DossierForm
from opennrm.evidence.dossier import make_dossier_with_files
from opennrm.partners.roles import Permission
from opennrm.web.cases.seeing import openable, seen
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

FORMS = (
    (DossierForm.PDF.value, "One PDF to read or print"),
    (
        DossierForm.ZIP.value,
        "A zip with the PDF, letters, evidence, copies of files, the record, and a list of hashes",
    ),
)


@page(needs=Permission.MAKE_DOSSIER, confirmed=True, costly=True)
def dossier(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say what a dossier holds, and ask in which form it is wanted."""
    seen(request, reference, Permission.MAKE_DOSSIER)
    shown = {
        "reference": reference,
        "title": "Make a dossier",
        "back_to": reverse("case", kwargs={"reference": reference}),
        "lines": (
            "It holds what the referral says, decisions, evidence, letters, clocks with how they were counted, and the "
            "timeline. Notes and tasks of the team are left out.",
            "Its files are listed with their hashes. The zip holds the copies that were made to look at, never the "
            "originals; where there is no copy, the list says why.",
            "It names people and what happened to them. That you made it, and the hash of what it holds, are recorded.",
        ),
        "errors": errors,
        "fields": [Fields(typed, errors, {"form": "pdf"}).radios("form", "What should it be?", FORMS)],
        "button": "Make it",
    }
    return render(request, "cases/form.html", shown)


@dossier.post
def dossier_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Make it, and send it as a file."""
    openable(request, reference, Permission.MAKE_DOSSIER)
    made = make_dossier_with_files(reference, form=request.POST.get("form", ""), by=request.actor, at=request.at)
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response

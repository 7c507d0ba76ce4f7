"""The pages of evidence: the list of it all, each piece with its text, and adding one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.evidence import EvidenceRead, evidence_page, piece_of_evidence
from opennrm.disclosure.actions.at_entry import add_marked_evidence
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases import forms
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_in

EVIDENCE_ON_THE_CASE = 10
"""Pieces on the page of the case; the list has them all."""


@page(needs=Permission.ADD_EVIDENCE)
def add(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Add what somebody told or sent."""
    read = seen(request, reference)
    return render(request, "cases/evidence.html", forms.evidence_form(read, typed, errors))


@add.post
def add_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep it."""
    add_marked_evidence(
        reference,
        kind=request.POST.get("kind", ""),
        text=request.POST.get("text", ""),
        source=request.POST.get("source", ""),
        mark=request.POST.get("mark", ""),
        about=request.POST.get("about", ""),
        by=request.actor,
        at=request.at,
        token=token_in(request.POST),
    )
    return redirect("case", reference=reference)


@page(needs=Permission.SEE_CASES)
def every(request: SignedInRequest, reference: str) -> HttpResponse:
    """All the evidence of a case, the newest first."""
    read = seen(request, reference)
    typed = request.GET.get("before")
    found = evidence_page(read.id, before=uuid_in(typed) if typed is not None else None)
    if typed is not None and not found.rows:
        raise Http404
    here = reverse("evidence_list", kwargs={"reference": reference})
    shown = {
        "reference": reference,
        "evidence": evidence_rows(reference, found.rows),
        "next_href": f"{here}?before={found.before}" if found.before else None,
    }
    return render(request, "cases/evidence_list.html", shown)


@page(needs=Permission.SEE_CASES)
def piece(request: SignedInRequest, reference: str, evidence_id: UUID) -> HttpResponse:
    """One piece with its text."""
    read = seen(request, reference)
    found = piece_of_evidence(read.id, evidence_id)
    row = evidence_rows(reference, [found])[0]
    shown = {"reference": reference, "piece": row, "text": found.text, "text_hash": found.text_hash}
    return render(request, "cases/piece_of_evidence.html", shown)


def evidence_rows(reference: str, pieces: Sequence[EvidenceRead]) -> list[dict[str, Any]]:
    """Evidence as a list shows it: kind, source, when, by whom, and the way to its text."""
    return [
        {
            "href": reverse("piece_of_evidence", kwargs={"reference": reference, "evidence_id": piece.id}),
            "kind": wording.code(piece.kind),
            "source": piece.source or "Not said",
            "added": wording.moment(piece.added_at),
            "added_by": piece.added_by,
        }
        for piece in pieces
    ]

"""Files with a referral that was sent, for who sent it: the list, adding one, and opening them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.evidence.actions import With
from opennrm.evidence.queries import FileRead, file_with, files_with
from opennrm.partners.roles import Permission
from opennrm.referrals.adding import draft_of
from opennrm.referrals.queries import referral_for
from opennrm.web.budget import count_person
from opennrm.web.evidence import opened, presenters, taking
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals.sent import seen


@page(needs=Permission.SEE_OWN_REFERRALS)
def files(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The files that went with a referral, and room for another."""
    seen(request, reference)
    may_add = Permission.REFER in request.actor.permissions
    shown = {
        "reference": reference,
        "back_to": reverse("referral", kwargs={"reference": reference}),
        "go_on": "",
        "files": presenters.file_rows(files_with(draft_of(reference)), lambda file: _at(reference, file)),
        "form": presenters.form(errors) if may_add else None,
        "pieces": reverse("referral_file_pieces", kwargs={"reference": reference, "file_id": UUID(int=0)}),
        "errors": errors,
    }
    return render(request, "evidence/files.html", shown)


@files.post
def files_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take a file; whoever holds the case is told."""
    return taking.take(request, With(reference=reference)) or redirect("referral_files", reference=reference)


@page(needs=Permission.REFER)
def pieces(
    request: SignedInRequest, reference: str, file_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """How much of a file is here, for the script."""
    seen(request, reference)
    return taking.progress(file_with(draft_of(reference), file_id))


@pieces.post
def pieces_post(request: SignedInRequest, reference: str, file_id: UUID) -> HttpResponse:
    """Take its next piece."""
    referral_for(request.actor, reference, at=request.at)
    return taking.take_piece(request, With(reference=reference), file_with(draft_of(reference), file_id))


@page(needs=Permission.SEE_OWN_REFERRALS)
def file(request: SignedInRequest, reference: str, file_id: UUID) -> HttpResponse:
    """One file: what it is, and its copies to look at."""
    seen(request, reference)
    return opened.file_page(request, reference, file_id, "referral")


@page(needs=Permission.SEE_OWN_REFERRALS, costly=True)
def original(request: SignedInRequest, reference: str, file_id: UUID) -> HttpResponse:
    """The original, to keep."""
    _may_see(request, reference)
    return opened.original(request, reference, file_id)


@page(needs=Permission.SEE_OWN_REFERRALS)
def copy(request: SignedInRequest, reference: str, file_id: UUID, number: int) -> HttpResponse:
    """A copy to look at."""
    _may_see(request, reference)
    return opened.copy(request, reference, file_id, number)


def _may_see(request: SignedInRequest, reference: str) -> None:
    count_person(request, referral_for(request.actor, reference, at=request.at).person_id)


def _at(reference: str, file: FileRead) -> str:
    return reverse("referral_file", kwargs={"reference": reference, "file_id": file.id})

"""Files with a draft: the list with its form, pieces of a file, and taking one out again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.evidence.actions import With, remove_file
from opennrm.evidence.queries import FileRead, file_with, files_with
from opennrm.mechanism.events import DraftViewed
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import DraftRead, draft_for
from opennrm.web.evidence import presenters, taking
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.REFER)
def files(request: SignedInRequest, draft_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The files that go with a draft, and room for another."""
    read = _seen(request, draft_id)
    if read.reference and not errors:
        return redirect("referral_files", reference=read.reference)
    shown = {
        "reference": "",
        "back_to": reverse("draft", kwargs={"draft_id": draft_id}),
        "go_on": reverse("draft", kwargs={"draft_id": draft_id}),
        "files": presenters.file_rows(files_with(draft_id), lambda file: _remove_at(draft_id, file), "Remove"),
        "form": presenters.form(errors),
        "pieces": reverse("draft_file_pieces", kwargs={"draft_id": draft_id, "file_id": UUID(int=0)}),
        "errors": errors,
    }
    return render(request, "evidence/files.html", shown)


@files.post
def files_post(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Take a file."""
    return taking.take(request, With(draft_id=draft_id)) or redirect("draft_files", draft_id=draft_id)


@page(needs=Permission.REFER)
def pieces(
    request: SignedInRequest, draft_id: UUID, file_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """How much of a file is here, for the script."""
    _seen(request, draft_id)
    return taking.progress(file_with(draft_id, file_id))


@pieces.post
def pieces_post(request: SignedInRequest, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """Take its next piece."""
    draft_for(request.actor, draft_id)
    return taking.take_piece(request, With(draft_id=draft_id), file_with(draft_id, file_id))


@page(needs=Permission.REFER)
def remove(
    request: SignedInRequest, draft_id: UUID, file_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Ask once before a file is taken out."""
    read = _seen(request, draft_id)
    file = file_with(draft_id, file_id)
    if read.reference and not errors:
        return redirect("referral_files", reference=read.reference)
    shown = {"draft_id": draft_id, "name": file.name, "errors": errors}
    return render(request, "evidence/remove.html", shown)


@remove.post
def remove_post(request: SignedInRequest, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """Take it out."""
    remove_file(draft_id, file_id, by=request.actor, at=request.at)
    return redirect("draft_files", draft_id=draft_id)


def _remove_at(draft_id: UUID, file: FileRead) -> str:
    return reverse("remove_draft_file", kwargs={"draft_id": draft_id, "file_id": file.id})


def _seen(request: SignedInRequest, draft_id: UUID) -> DraftRead:
    read = draft_for(request.actor, draft_id)
    announce(DraftViewed(subject=str(draft_id)), at=request.at, by=request.actor.account_id)
    return read

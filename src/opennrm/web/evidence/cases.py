"""Files with the referral of a case, for those who work on it: the list, and opening them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from opennrm.evidence.queries import FileRead, files_with
from opennrm.partners.roles import Permission
from opennrm.referrals.adding import draft_of
from opennrm.web.budget import count_person
from opennrm.web.cases.seeing import openable, seen
from opennrm.web.evidence import opened, presenters
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.SEE_CASES)
def files(request: SignedInRequest, reference: str) -> HttpResponse:
    """The files that were sent with the referral and later."""
    seen(request, reference)
    shown = {
        "reference": reference,
        "back_to": reverse("case", kwargs={"reference": reference}),
        "go_on": "",
        "files": presenters.file_rows(files_with(draft_of(reference)), lambda file: _at(reference, file)),
        "form": None,
        "errors": (),
    }
    return render(request, "evidence/files.html", shown)


@page(needs=Permission.SEE_CASES)
def file(request: SignedInRequest, reference: str, file_id: UUID) -> HttpResponse:
    """One file: what it is, and its copies to look at."""
    seen(request, reference)
    return opened.file_page(request, reference, file_id, "case")


@page(needs=Permission.SEE_CASES, costly=True)
def original(request: SignedInRequest, reference: str, file_id: UUID) -> HttpResponse:
    """The original, to keep."""
    _may_see(request, reference)
    return opened.original(request, reference, file_id)


@page(needs=Permission.SEE_CASES)
def copy(request: SignedInRequest, reference: str, file_id: UUID, number: int) -> HttpResponse:
    """A copy to look at."""
    _may_see(request, reference)
    return opened.copy(request, reference, file_id, number)


def _may_see(request: SignedInRequest, reference: str) -> None:
    read, _because = openable(request, reference)
    count_person(request, read.person_id)


def _at(reference: str, file: FileRead) -> str:
    return reverse("case_file", kwargs={"reference": reference, "file_id": file.id})

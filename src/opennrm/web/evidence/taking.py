"""Taking files: a form that works without JavaScript, and pieces for the script, which go on after a break."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse

from opennrm.evidence.actions import NO_PIECE, OutOfOrder, Sending, With, add_piece, add_whole, begin_file
from opennrm.evidence.kinds import FIELD
from opennrm.evidence.queries import FileRead
from opennrm.evidence.quotas import IN_A_FORM, MB
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.web.costly import in_turn
from opennrm.web.guard import SignedInRequest

PIECES = "application/octet-stream"
NO_FILE = Refusal("no_file", "Choose the file that you want to add.", "house", FIELD)
NO_FORM = Refusal(
    "no_form", "What was sent is no form with a file. Load this page again and choose the file again.", "house", FIELD
)
TOO_LARGE_FOR_A_FORM = Refusal(
    "too_large_for_a_form",
    f"Without JavaScript a file may have {IN_A_FORM // MB} MB. Turn JavaScript on, save the file smaller or in parts, "
    "or describe it and who holds it.",
    "house",
    FIELD,
)


def take(request: SignedInRequest, to: With) -> HttpResponse | None:
    """Take what was sent to a list of files: a whole file (None: show the list again), or the announcement of one.

    Raises `NotYours` and `Refused`.
    """
    if request.content_type == "application/x-www-form-urlencoded" and "sha256" in request.POST:
        return _announced(request, to)
    if request.content_type not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise Refused(NO_FORM)
    sent = request.FILES.get(FIELD)
    if not isinstance(sent, UploadedFile):
        raise Refused(NO_FILE)
    if (sent.size or 0) > IN_A_FORM:
        raise Refused(TOO_LARGE_FOR_A_FORM)
    with in_turn():
        add_whole(to, name=sent.name or "", content=sent.read(), by=request.actor, at=request.at)
    return None


def take_piece(request: SignedInRequest, to: With, file: FileRead) -> HttpResponse:
    """Take a piece of an announced file, and tell the script how far it is. Raises `NotYours`."""
    try:
        if request.content_type != PIECES:
            raise Refused(NO_PIECE)
        content = request.body
        last = file.have + len(content) >= file.size
        first_byte = _number(request.GET.get("from"))
        if last:
            with in_turn():
                return _kept(request, to, file.id, first_byte, content)
        return _kept(request, to, file.id, first_byte, content)
    except OutOfOrder as other:
        return JsonResponse({"have": other.have}, status=409)
    except Refused as refused:
        return JsonResponse({"because": refused.refusal.because}, status=422)


def progress(file: FileRead) -> HttpResponse:
    """How much of a file is here."""
    return JsonResponse({"have": file.have, "size": file.size, "finished": file.finished_at is not None})


def _kept(request: SignedInRequest, to: With, file_id: UUID, first_byte: int, content: bytes) -> HttpResponse:
    done = add_piece(to, file_id, first_byte=first_byte, content=content, by=request.actor, at=request.at)
    return JsonResponse(_told(done))


def _announced(request: SignedInRequest, to: With) -> HttpResponse:
    sent = request.POST
    try:
        begun = begin_file(
            to,
            name=sent.get("name", ""),
            size=_number(sent.get("size")),
            sha256=sent.get("sha256", ""),
            by=request.actor,
            at=request.at,
        )
    except Refused as refused:
        return JsonResponse({"because": refused.refusal.because}, status=422)
    return JsonResponse(_told(begun))


def _told(sending: Sending) -> dict[str, Any]:
    return {"id": str(sending.id), "have": sending.have, "finished": sending.finished}


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 16 else -1

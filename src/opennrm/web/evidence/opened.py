"""Opening a file, for whoever was let see the referral or the case: recorded each time, and given so that it does
nothing in a browser.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.evidence.opening import goes_on_hearing, refusal_to_open
from opennrm.evidence.queries import copy_of, file_with, original_of
from opennrm.mechanism.events import FileOpened
from opennrm.mechanism.refusal import refuse_if
from opennrm.partners.access import NotYours
from opennrm.referrals.adding import draft_of
from opennrm.web.evidence.presenters import file_page as shown_of
from opennrm.web.files import attachment, begins_within, drawn, played
from opennrm.web.guard import SignedInRequest
from opennrm.web.jinja import render


def file_page(request: SignedInRequest, reference: str, file_id: UUID, of: str) -> HttpResponse:
    """The page of a file, of a `referral` or of a `case`."""
    read = file_with(draft_of(reference), file_id)
    if read.finished_at is None:
        raise NotYours
    parts = {"reference": reference, "file_id": file_id}
    shown = shown_of(
        read,
        reverse(f"{of}_file_original", kwargs=parts),
        lambda number: reverse(f"{of}_file_copy", kwargs={**parts, "number": number}),
    )
    back_to = reverse(f"{of}_files", kwargs={"reference": reference})
    return render(request, "evidence/file.html", {**shown, "reference": reference, "back_to": back_to})


def original(request: SignedInRequest, reference: str, file_id: UUID) -> HttpResponse:
    """The original, byte for byte. Raises `NotYours` and `Refused`."""
    draft_id = draft_of(reference)
    read = file_with(draft_id, file_id)
    refuse_if(refusal_to_open(read))
    content = original_of(draft_id, file_id)
    _announce(request, reference, file_id, "original")
    return attachment(f"{reference}-{file_id.hex[:8]}.{read.kind.endings[0]}", content, read.kind.media_type)


def copy(request: SignedInRequest, reference: str, file_id: UUID, number: int) -> HttpResponse:
    """A copy: a page to look at, a sound to hear, or a document to keep. Raises `NotYours` and `Refused`.

    A browser asks for a sound in parts, and for others when somebody moves within it: that is one opening.
    """
    draft_id = draft_of(reference)
    read = file_with(draft_id, file_id)
    refuse_if(refusal_to_open(read))
    found = copy_of(draft_id, file_id, number)
    wanted = request.headers.get("Range", "") if found.kind == "mp3" else ""
    by = request.actor.account_id
    if not (begins_within(wanted) and goes_on_hearing(reference, file_id, by=by, at=request.at)):
        _announce(request, reference, file_id, "copy")
    if found.kind == "png":
        return drawn(found.content)
    if found.kind == "mp3":
        return played(found.content, wanted)
    media_type = "text/plain; charset=utf-8" if found.kind == "txt" else read.kind.media_type
    return attachment(f"{reference}-{file_id.hex[:8]}-copy.{found.kind}", found.content, media_type)


def _announce(request: SignedInRequest, reference: str, file_id: UUID, what: str) -> None:
    opened = FileOpened(subject=reference, case=reference, file=str(file_id), what=what)
    announce(opened, at=request.at, by=request.actor.account_id)

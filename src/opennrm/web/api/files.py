"""Files that a system gives with a draft or a referral: announced, sent in pieces that go on after a break, looked up.

A piece says by `Upload-Offset` where it belongs, as in the draft of the IETF for uploads that can be resumed
(draft-ietf-httpbis-resumable-upload). With the last one the file is looked at, and taken or refused.
"""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import JsonResponse
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.evidence import by_program
from opennrm.evidence.actions import OutOfOrder, With
from opennrm.evidence.kinds import FIELD
from opennrm.evidence.queries import FileRead
from opennrm.mechanism.events import DraftViewed, ReferralViewed
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.partners.systems import Scope
from opennrm.web.api.bodies import object_in, piece_in
from opennrm.web.api.endpoint import Endpoint, key_in
from opennrm.web.costly import in_turn
from opennrm.web.door import SignedInRequest
from opennrm.web.policy import by_token
from opennrm.web.problems import Problem

ADDS = by_token(Scope.EVIDENCE_ADD.value, Permission.REFER)
draft_files, draft_file, referral_files, referral_file = (Endpoint(ADDS) for _ in range(4))
OFFSET = "Upload-Offset"
STATES = {
    "arriving": "Not whole: send the next piece from the byte that offset tells.",
    "being_examined": "Whole, and waits for the scanner. Nobody can open it until it answered.",
    "not_scanned": "Whole and taken. Not yet scanned for harmful software: this installation has no scanner.",
    "kept": "Whole and taken. Scanned: nothing harmful was found.",
    "refused": "Harmful software was found: nobody can open it. Send another copy, made on another device.",
}
SHAPES = {
    "name": "Give the name of the file with its ending, as a text.",
    "size": "Give how many bytes the file has, as a whole number from 1.",
    "sha256": "Give the SHA-256 of the bytes of the file, as 64 of 0-9 and a-f.",
}
OF_SIZE = frozenset({"empty", "too_large", "referral_is_full", "day_is_full"})
OTHER_BYTES = (
    "The bytes that arrived are not those that sha256 tells. Nothing of them was kept: announce the file anew."
)
SENT_MEANWHILE = (
    "The draft was sent. Go on at /api/v1/referrals/{reference}/files, by the reference that the draft has."
)


@draft_files.on("GET")
@referral_files.on("GET")
def all_files(request: SignedInRequest, **place: Any) -> JsonResponse:
    """How the files with a draft stand, or with a referral; `place` is what its address names it by."""
    to = With(**place)
    found = by_program.files(to, by=request.actor)
    _announce_seen(request, to)
    return JsonResponse({"files": [_as_data(file, to) for file in found]})


@draft_files.on("POST")
@referral_files.on("POST")
def begin(request: SignedInRequest, **place: Any) -> JsonResponse:
    """Announce a file. With a referral that was sent, whoever holds the case is told once the file is whole."""
    to, key, told = With(**place), key_in(request), _announced(object_in(request))
    try:
        file_id = by_program.begin(to, **told, key=key, by=request.actor, at=request.at)
    except Refused as refused:
        raise _problem(refused) from refused
    href = _href(to, file_id)
    return JsonResponse({"id": str(file_id), "href": href}, status=201, headers={"Location": href})


@draft_file.on("GET")
@referral_file.on("GET")
def one_file(request: SignedInRequest, file_id: UUID, **place: Any) -> JsonResponse:
    """How one of them stands."""
    to = With(**place)
    found = by_program.file(to, file_id, by=request.actor)
    _announce_seen(request, to)
    return _answer(found, to)


@draft_file.on("PATCH")
@referral_file.on("PATCH")
def add(request: SignedInRequest, file_id: UUID, **place: Any) -> JsonResponse:
    """Take its next piece."""
    to = With(**place)
    first_byte, content, key = _offset_in(request), piece_in(request), key_in(request)
    try:
        with in_turn() if _is_last(request, to, file_id, first_byte + len(content)) else nullcontext():
            found = by_program.add(
                to, file_id, first_byte=first_byte, content=content, key=key, by=request.actor, at=request.at
            )
    except OutOfOrder as other:
        told = f"{other.have} bytes of this file are here: go on from there, and send no more than its size."
        raise Problem(409, "other_offset", told, field=OFFSET, headers={OFFSET: str(other.have)}) from other
    except Refused as refused:
        raise _problem(refused) from refused
    return _answer(found, to)


def state_of(file: FileRead) -> str:
    """How a file stands: one of `STATES`."""
    if file.finished_at is None:
        return "arriving"
    if file.scan == "not_scanned":
        return "being_examined" if settings.CLAMD else "not_scanned"
    return "refused" if file.scan == "found" else "kept"


def _is_last(request: SignedInRequest, to: With, file_id: UUID, end: int) -> bool:
    """Does the file end with this piece, so that it is looked at, which costs much? Not if it is not there."""
    try:
        return end >= by_program.file(to, file_id, by=request.actor).size
    except NotYours:
        return False


def _announced(sent: dict[str, Any]) -> dict[str, Any]:
    """What is told of a file. Raises `Problem` that names each thing that is missing, of another kind, or too much."""
    size, sha256 = sent.get("size"), sent.get("sha256")
    wrong = {
        "name": not isinstance(sent.get("name"), str),
        "size": not isinstance(size, int) or isinstance(size, bool) or size < 1,
        "sha256": not isinstance(sha256, str) or re.fullmatch("[0-9a-f]{64}", sha256) is None,
    }
    errors = [_error(field, SHAPES[field]) for field in wrong if wrong[field]]
    errors += [_error(field, "Leave this out: it is not taken.") for field in sorted(set(sent) - set(SHAPES))[:20]]
    if errors:
        raise Problem(422, "no_file_told", 'Send {"name": ..., "size": ..., "sha256": ...}: see errors.', errors=errors)
    return sent


def _offset_in(request: SignedInRequest) -> int:
    sent = request.headers.get(OFFSET, "")
    if re.fullmatch("[0-9]{1,12}", sent):
        return int(sent)
    told = f"Send a header {OFFSET}: how many bytes of the file come before this piece, as a whole number."
    raise Problem(400, "no_offset", told, field=OFFSET)


def _problem(refused: Refused) -> Problem | Refused:
    """What a rule about files refused, with the field of the announcement that it speaks of."""
    refusal = refused.refusal
    if refusal.code == "already_sent":
        return Problem(422, refusal.code, SENT_MEANWHILE)
    if refusal.field != FIELD:
        return refused
    if refusal.code == "other_bytes":
        return Problem(422, refusal.code, OTHER_BYTES, errors=[_error("sha256", OTHER_BYTES)])
    field = "size" if refusal.code in OF_SIZE else "name"
    return Problem(422, refusal.code, refusal.because, errors=[_error(field, refusal.because)])


def _error(field: str, detail: str) -> dict[str, str]:
    return {"field": field[:100] or "body", "detail": detail}


def _answer(file: FileRead, to: With) -> JsonResponse:
    return JsonResponse(_as_data(file, to), headers={OFFSET: str(file.have)})


def _as_data(file: FileRead, to: With) -> dict[str, Any]:
    """A file as a program reads it: how it stands, and neither its name nor what it holds."""
    state = state_of(file)
    return {
        "id": str(file.id),
        "href": _href(to, file.id),
        "kind": file.kind.key,
        "size": file.size,
        "offset": file.have,
        "state": state,
        "detail": STATES[state],
    }


def _href(to: With, file_id: UUID) -> str:
    if to.draft_id is not None:
        return reverse("api_draft_file", kwargs={"draft_id": to.draft_id, "file_id": file_id})
    return reverse("api_referral_file", kwargs={"reference": to.reference, "file_id": file_id})


def _announce_seen(request: SignedInRequest, to: With) -> None:
    if to.draft_id is not None:
        announce(DraftViewed(subject=str(to.draft_id)), at=request.at, by=request.actor.account_id)
    else:
        reference = to.reference or ""
        announce(ReferralViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)

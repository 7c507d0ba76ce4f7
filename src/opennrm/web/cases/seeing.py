"""Opening a case on a page: only whoever may see it, with a reason if they do not work on it, and always recorded."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.cases.openings import reason_given
from opennrm.cases.queries import CaseRead, case_for
from opennrm.mechanism.events import CaseViewed
from opennrm.mechanism.need_to_know import Because
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash
from opennrm.web.budget import count_person
from opennrm.web.guard import SignedInRequest
from opennrm.web.instead import Instead

OWN_WORK = "own_work"
OPENINGS = "openings"
"""Under this the session keeps what its reasons are known by; it outlives a change of the session's key."""


def seen(request: SignedInRequest, reference: str, needs: Permission = Permission.SEE_CASES) -> CaseRead:
    """The case, recorded as viewed. Raises `NotYours` for one that is not let to them, with what `needs` names.

    Raises `Instead` for a case that is not their own work and that they gave no reason for in this session: then they
    are asked for one, before anything of the case is shown. So it does when they opened more records than their budget.
    """
    read, because = openable(request, reference, needs)
    count_person(request, read.person_id)
    announce(CaseViewed(subject=reference, case=reference, because=because), at=request.at, by=request.actor.account_id)
    return read


def openable(
    request: SignedInRequest, reference: str, needs: Permission = Permission.SEE_CASES
) -> tuple[CaseRead, str]:
    """The case and why they open it, for a page that records its viewing in its own way. Raises as `seen` does."""
    read = case_for(request.actor, reference, at=request.at, needs=needs)
    if read.is_own_work:
        return read, Because.BREAK_GLASS.value if read.named_because == Because.BREAK_GLASS else OWN_WORK
    session = session_of(request)
    reason = reason_given(read.id, request.actor.account_id, session) if session else None
    if reason is None:
        asks = f"{reverse('why_opened', kwargs={'reference': reference})}?{urlencode({'next': request.path})}"
        raise Instead(lambda: HttpResponseRedirect(asks))
    return read, reason


def session_of(request: SignedInRequest, *, begin: bool = False) -> str:
    """A keyed hash of the session in which reasons are given; empty while none was given in it, unless it begins."""
    if begin and OPENINGS not in request.session:
        request.session[OPENINGS] = secrets.token_hex(16)
    kept = request.session.get(OPENINGS)
    return keyed_hash("session", kept) if isinstance(kept, str) else ""

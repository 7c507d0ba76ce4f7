"""Opening a case on a page: only whoever may see it, with a reason if they do not work on it, and always recorded."""

from __future__ import annotations

import secrets
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse

from opennrm.audit.queries import did_in_case
from opennrm.audit.record import announce
from opennrm.cases.actions.opening import explain_opening
from opennrm.cases.openings import reason_given
from opennrm.cases.queries import CaseRead, case_for
from opennrm.mechanism.events import CaseViewed
from opennrm.mechanism.need_to_know import Because
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash
from opennrm.web.budget import count_person
from opennrm.web.cases.tombstones import tombstone
from opennrm.web.guard import SignedInRequest
from opennrm.web.instead import Instead

OWN_WORK = "own_work"
TYPED = "what_they_typed"
SESSION_LASTS = timedelta(hours=12)
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
    if read.erased_on is not None:
        raise Instead(lambda: tombstone(request, reference, OWN_WORK))
    if read.is_own_work:
        return read, Because.BREAK_GLASS.value if read.named_because == Because.BREAK_GLASS else OWN_WORK
    session = session_of(request)
    reason = reason_given(read.id, request.actor.account_id, session) if session else None
    if reason is None and _typed_on_it(request, reference):
        return read, TYPED
    if reason is None:
        asks = f"{reverse('why_opened', kwargs={'reference': reference})}?{urlencode({'next': request.path})}"
        raise Instead(lambda: HttpResponseRedirect(asks))
    return read, reason


def _typed_on_it(request: SignedInRequest, reference: str) -> bool:
    """Was a form sent from a page that they had opened, as a case passed to a colleague meanwhile? Then what they typed
    is shown to them again, and not lost. Whoever never saw the case is asked why, however they ask for it."""
    since = request.at - SESSION_LASTS
    return request.method == "POST" and did_in_case(reference, "CaseViewed", request.actor.account_id, since)


def session_of(request: SignedInRequest) -> str:
    """A keyed hash of the session in which reasons are given; empty while none was given in it."""
    kept = request.session.get(OPENINGS)
    return keyed_hash("session", kept) if isinstance(kept, str) else ""


def explain(request: SignedInRequest, reference: str, *, reason: str, words: str) -> None:
    """Keep why they open a case, for this session, which is changed only if that is kept. Raises what the action does.

    A refused reason so answers alike whether the case is hidden or not there, cookies included.
    """
    kept = request.session.get(OPENINGS) or secrets.token_hex(16)
    session = keyed_hash("session", kept)
    explain_opening(reference, reason=reason, words=words, session=session, by=request.actor, at=request.at)
    request.session[OPENINGS] = kept

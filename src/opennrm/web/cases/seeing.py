"""Opening a case on a page: only whoever may see it, with a reason if they do not work on it, and always recorded."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.cases.openings import reason_given
from opennrm.cases.queries import CaseRead, case_for
from opennrm.mechanism.events import CaseViewed
from opennrm.mechanism.need_to_know import Because
from opennrm.partners.roles import Permission
from opennrm.web.budget import count_person
from opennrm.web.cases.tombstones import tombstone
from opennrm.web.door import SignedInRequest
from opennrm.web.explaining import ask_why, session_of
from opennrm.web.instead import Instead

OWN_WORK = "own_work"


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
    if reason is None:
        raise Instead(lambda: _asked(request, reference))
    return read, reason


def _asked(request: SignedInRequest, reference: str) -> HttpResponse:
    """To the page that asks why. What was sent waits there, if the case stopped being their work as they sent it."""
    if request.method == "POST":
        return ask_why(request, reference)
    return HttpResponseRedirect(
        f"{reverse('why_opened', kwargs={'reference': reference})}?{urlencode({'next': request.path})}"
    )

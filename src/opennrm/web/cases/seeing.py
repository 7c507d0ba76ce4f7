"""Opening a case on a page: only whoever may see it, and the looking itself is recorded."""

from __future__ import annotations

from opennrm.audit.record import announce
from opennrm.cases.queries import CaseRead, case_for
from opennrm.mechanism.events import CaseViewed
from opennrm.partners.roles import Permission
from opennrm.web.guard import SignedInRequest


def seen(request: SignedInRequest, reference: str, needs: Permission = Permission.SEE_CASES) -> CaseRead:
    """The case, recorded as viewed. Raises `NotYours` for one that is not let to them, with what `needs` names."""
    read = case_for(request.actor, reference, at=request.at, needs=needs)
    announce(CaseViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)
    return read

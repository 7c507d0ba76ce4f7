"""Dropping what was proposed of a record, because the case goes on or is kept otherwise than when it was proposed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.settled import id_of_case
from opennrm.mechanism.events import Event, ProposalVoided
from opennrm.mechanism.retention import OPEN_PROPOSALS, ProposalState
from opennrm.retention.models import Proposal


def void_as_the_case_goes_on(event: Event, at: datetime, by: UUID | None) -> None:
    """A case moved out of a stage in which nothing went on: what was proposed or decided of its record is void, or it
    could be erased by a decision that was made before."""
    void_proposals(event.subject, id_of_case(event.subject), by=by, at=at)


def void_proposals(reference: str, case_id: UUID, *, by: UUID | None, at: datetime) -> None:
    """Void the open proposals of a case, inside the caller's command; who does so is told by the history."""
    rows = Proposal.objects.select_for_update(of=("self",)).filter(case_id=case_id)
    for row in rows.filter(state__in=[state.value for state in OPEN_PROPOSALS]).order_by("id"):
        row.state = ProposalState.VOID.value
        row.save(update_fields=["state"])
        announce(ProposalVoided(subject=reference, case=reference, proposal=str(row.id)), at=at, by=by)

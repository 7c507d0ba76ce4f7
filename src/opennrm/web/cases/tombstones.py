"""What stands where a record was: shown in place of every page of its case, to whoever could see it."""

from __future__ import annotations

from django.http import HttpResponse

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import CaseViewed
from opennrm.retention.queries import tombstone_of
from opennrm.web import wording
from opennrm.web.door import SignedInRequest
from opennrm.web.jinja import render


def tombstone(request: SignedInRequest, reference: str, because: str) -> HttpResponse:
    """The tombstone of a record: 410. That it was looked at is recorded, like the record was."""
    with command():
        found = tombstone_of(reference)
        viewed = CaseViewed(subject=reference, case=reference, because=because)
        announce(viewed, at=request.at, by=request.actor.account_id)
    rows = []
    if found is not None:
        rows = [
            wording.row("Erased", wording.moment(found.erased_at)),
            wording.row("Decided by", found.decided_by),
            wording.row("Confirmed by", found.erased_by),
            wording.row("Class of record", wording.code(found.record_class)),
            wording.row("Under schedule", found.schedule),
        ]
    return render(request, "cases/tombstone.html", {"reference": reference, "rows": rows}, status=410)

"""Who did and looked at what: the history as the auditor reads it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from opennrm.audit.queries import Happened, latest_events
from opennrm.mechanism.events import told
from opennrm.partners.directory import names_of
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

SHOWN = 100


@page(needs=Permission.SEE_AUDIT)
def history(request: SignedInRequest) -> HttpResponse:
    """The newest entries; the link at the end leads to earlier ones."""
    before = request.GET.get("before", "")
    found = latest_events(SHOWN, int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None)
    names = names_of({event.by for event in found if event.by})
    earlier = found[-1].seq if len(found) == SHOWN and found[-1].seq > 1 else None
    return render(
        request,
        "audit/history.html",
        {
            "rows": [_row(event, names) for event in found],
            "next_href": f"{reverse('history')}?before={earlier}" if earlier else None,
        },
    )


def _row(event: Happened, names: dict[str, str]) -> dict[str, str | int]:
    return {
        "seq": event.seq,
        "when": wording.moment(event.at),
        "who": names.get(str(event.by), "Unknown") if event.by else "The system",
        "sentence": told(event.kind, event.facts, names),
        "subject": event.subject,
    }

"""Who did and looked at what: the history as the auditor reads it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from opennrm.audit.queries import Happened, latest_events
from opennrm.mechanism.events import told
from opennrm.partners.directory import names_of, team_names
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

SHOWN = 100
OF_TEAMS = frozenset({"RoleGiven", "RoleEnded", "ReceivingTeamChosen"})
"""The events that name teams of an organisation."""


@page(needs=Permission.SEE_AUDIT)
def history(request: SignedInRequest) -> HttpResponse:
    """The newest entries; the link at the end leads to earlier ones."""
    before = request.GET.get("before", "")
    found = latest_events(SHOWN, int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None)
    names = names_of({event.by for event in found if event.by}) | _teams_in(found)
    earlier = found[-1].seq if len(found) == SHOWN and found[-1].seq > 1 else None
    return render(
        request,
        "audit/history.html",
        {
            "rows": [_row(event, names) for event in found],
            "next_href": f"{reverse('history')}?before={earlier}" if earlier else None,
        },
    )


def _teams_in(found: list[Happened]) -> dict[str, str]:
    """The names of the teams that these events are about, by their ids as text."""
    named = {event.facts.get(name) for event in found if event.kind in OF_TEAMS for name in ("team", "before")}
    return {str(team_id): name for team_id, name in team_names(UUID(each) for each in named if each).items()}


def _row(event: Happened, names: dict[str, str]) -> dict[str, str | int]:
    return {
        "seq": event.seq,
        "when": wording.moment(event.at),
        "who": names.get(str(event.by), "Unknown") if event.by else "The system",
        "sentence": told(event.kind, event.facts, names),
        "subject": event.subject,
    }

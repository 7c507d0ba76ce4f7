"""What waits to be sent, and what could not be."""

from __future__ import annotations

from django.http import HttpResponse

from opennrm.cases.outgoing import dead_letters, outbox
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

SAID = {
    "waiting": "Waiting to be sent",
    "to_hand_over": "Waiting for somebody to hand them over",
    "in_portal": "Lying in the portal for the organisations they are for",
    "sent": "Sent",
    "handed_over": "Handed over",
    "dead": "Could not be delivered",
    "ended": "Not sent: stopped, or sent in another way",
}
AGES = frozenset({"waiting", "to_hand_over", "dead"})
"""Where it matters how long the oldest has stood."""


@page(needs=Permission.SEE_DELIVERY)
def delivery(request: SignedInRequest) -> HttpResponse:
    """The state of the outbox: counts and ages, never names or addresses; references only of cases that they see."""
    counts, could_not_leave = [], 0
    for each in outbox(request.actor, at=request.at):
        could_not_leave += each.count if each.standing == "dead" else 0
        since = f", the oldest since {wording.moment(each.oldest)}" if each.oldest and each.standing in AGES else ""
        counts.append(wording.row(SAID[each.standing], f"{each.count:,}{since}"))
    dead = [
        {
            "what": f"{row.title} {row.reference}".strip(),
            "written": wording.moment(row.created_at),
            "tried": f"{row.attempts} times by {row.channel.replace('_', ' ')}",
            "failure": row.last_error.replace("_", " "),
        }
        for row in dead_letters(request.actor, at=request.at)
    ]
    others = max(0, could_not_leave - len(dead))
    return render(request, "notifications/delivery.html", {"counts": counts, "dead": dead, "others": others})

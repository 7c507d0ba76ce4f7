"""The parts of a referral on the pages of its case: who has each, and where one goes for which nobody was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.receiving_parts import route_part
from opennrm.cases.consents import standing_entries
from opennrm.cases.parts import PartRow, parts_of
from opennrm.cases.receivers import to_choose_from
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.receivers import (
    AFTER_DECISION,
    CASE_CLOSED,
    CORRECTED,
    LIMITS,
    SAID_ANEW,
    TAKEN_OVER,
    TO_ROUTE,
    TOLD_OTHERWISE,
    PartState,
    Receiver,
)
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.choosing import from_list
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

RECEIVERS = {
    Receiver.COUNCIL_SAFEGUARDING: "Council, safeguarding of children",
    Receiver.GUARDIAN_SERVICE: "Guardian service",
    Receiver.SUPPORT_PROVIDER: "Support provider",
    Receiver.POLICE_HERE: "Police of where the person is now",
    Receiver.POLICE_THERE: "Police of where it happened",
}
ENDED = {
    "consent_ended": "Taken back: the person no longer consents",
    "left_the_mechanism": "Taken back: the person left the mechanism",
    "became_adult": "Taken back: the person is an adult now, and has not agreed to it",
    TOLD_OTHERWISE: "Told in another way",
    CASE_CLOSED: "Not sent: it was held back when the case was closed. Tell them yourself if somebody needs protection",
    AFTER_DECISION: "Not sent: it was held back when a negative decision was served",
    CORRECTED: "Replaced by a new one: the referral was corrected",
    LIMITS: "Taken back before it was received: the person set limits",
    SAID_ANEW: "Replaced by a new one: the person said anew what they agree to",
}
TO_READ = {
    LIMITS: "The person set limits. Read them, and send it only where they let it go",
    TAKEN_OVER: "They agreed in an older referral, and have not said it since. Ask them and record it: it then goes by "
    "itself",
}
NOBODY = "Nobody was found here who can open it"


@page(needs=Permission.MOVE_CASES)
def route(request: SignedInRequest, reference: str, part_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Choose who receives a part, or say that they were told in another way."""
    read = seen(request, reference, Permission.MOVE_CASES)
    part = next((each for each in parts_of(read.id) if each.id == part_id and each.state in TO_ROUTE), None)
    if part is None:
        raise NotYours
    rows = to_choose_from(part.receiver, legal_day(request.at))
    items = [*((str(row.id), row.name) for row in rows), (TOLD_OTHERWISE, "None of these: I told them in another way")]
    held = "The case is restricted, so this was held back. Send it only if whoever gets it may know"
    limits = [entry.limits for entry in standing_entries(read.id) if entry.limits]
    shown = {
        "reference": reference,
        "errors": errors,
        "title": "Say who receives a part of the referral",
        "lines": [
            f"{RECEIVERS[part.receiver]}. "
            + (held if part.state is PartState.HELD else TO_READ.get(part.because, NOBODY))
            + ". Until somebody has it, ring them if the person is at risk.",
            *(f"What they leave out, or whom: {each}" for each in limits),
        ],
        "back_to": reverse("consents", kwargs={"reference": reference}),
        "fields": [from_list("organisation", "Who receives it?", items, typed, errors)],
        "button": "Save",
    }
    return render(request, "cases/form.html", shown)


@route.post
def route_post(request: SignedInRequest, reference: str, part_id: UUID) -> HttpResponse:
    """Send it there."""
    chosen = request.POST.get("organisation", "")
    route_part(
        reference,
        part_id,
        organisation_id=uuid_in(chosen),
        told_otherwise=chosen == TOLD_OTHERWISE,
        by=request.actor,
        at=request.at,
    )
    return redirect("consents", reference=reference)


def part_rows(reference: str, parts: Sequence[PartRow], *, may_route: bool) -> list[dict[str, Any]]:
    """A row for each part: as what, who has it, how far it has come, and a link where somebody is to say that."""
    rows = []
    for part in parts:
        row = wording.row(RECEIVERS[part.receiver], *_lines(part))
        if may_route and part.state in TO_ROUTE:
            href = reverse("route_part", kwargs={"reference": reference, "part_id": part.id})
            row["actions"] = {
                "items": [{"href": href, "text": "Say who receives it", "visuallyHiddenText": RECEIVERS[part.receiver]}]
            }
        rows.append(row)
    return rows


def _lines(part: PartRow) -> tuple[str, ...]:
    said = {
        PartState.WAITING: f"Waits there since {wording.moment(part.made_at)}",
        PartState.NOT_ROUTED: f"{TO_READ.get(part.because, NOBODY)}: somebody has to say who receives it",
        PartState.HELD: "Held back, because the case is restricted",
        PartState.ENDED: ENDED.get(part.because, wording.code(part.because)),
    }
    if part.state is PartState.RECEIVED and part.received_at is not None:
        said[PartState.RECEIVED] = f"Received {wording.moment(part.received_at)} by {part.received_by}"
    return tuple(line for line in (part.organisation, _for_whom(part), said[part.state]) if line)


def _for_whom(part: PartRow) -> str:
    """Which force it is for, where that is another than who has it, and for which towns no force is known."""
    forces = f"For {' and '.join(part.forces)}" if part.forces else ""
    in_place = ", who cannot open it here" if part.forces and part.organisation else ""
    towns = f"For what happened in {' and '.join(part.towns)}, whose force is not known here" if part.towns else ""
    return ". ".join(line for line in (forces + in_place, towns) if line)

"""Who has a part in a case: the list, giving an organisation a part, and ending one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.parties import BECAUSE_ADDED, BECAUSE_ENDED, TYPES, add_party, end_party
from opennrm.cases.parties import PartyRead, parties_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.serving import Audience
from opennrm.partners.access import NotYours
from opennrm.partners.organisations import organisations_to_choose
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.choosing import from_list, one_of
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

IN_WORDS = {
    "investigates": "It investigates what happened",
    "looks_after_a_child": "It looks after the child",
    "gives_support": "It supports the person",
    "acts_in_the_case": "It acts in the case in another way",
    "no_longer_involved": "It is no longer involved",
    "added_by_mistake": "It was added by mistake",
    "consent_ended": "The person no longer consents to support",
    "asked_to_end": "It, or the person, asked for it",
}


@page(needs=Permission.SEE_CASES)
def parties(request: SignedInRequest, reference: str) -> HttpResponse:
    """The organisations that are told what happens in the case."""
    read = seen(request, reference)
    may_change = Permission.DECIDE in request.actor.permissions_in(read.owner_team_id)
    rows = [_row(reference, party, may_change) for party in parties_of(read.id)]
    return render(request, "cases/parties.html", {"reference": reference, "rows": rows, "may_change": may_change})


@page(needs=Permission.DECIDE)
def add(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Choose an organisation, as what it has a part, and why."""
    seen(request, reference, Permission.DECIDE)
    offered = organisations_to_choose(tuple(TYPES.values()), legal_day(request.at))
    parts = [(part.value, part.words.capitalize()) for part in TYPES]
    shown = {
        "reference": reference,
        "errors": errors,
        "title": "Give an organisation a part",
        "button": "Give it a part",
        "text": "From now on it is told what happens: by letters in the portal. Notices name nobody; a request "
        "for information and its reminders name the person. It does not see the case, and it gets no letter that was "
        "written before.",
        "fields": [
            one_of("audience", "As what does it have a part?", parts, typed, errors),
            from_list("organisation", "Which organisation?", [(str(o.id), o.name) for o in offered], typed, errors),
            one_of("because", "Why?", [(code, IN_WORDS[code]) for code in BECAUSE_ADDED], typed, errors),
        ],
    }
    return render(request, "cases/party.html", shown)


@add.post
def add_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give it a part."""
    add_party(
        reference,
        audience=request.POST.get("audience", ""),
        organisation_id=uuid_in(request.POST.get("organisation", "")),
        because=request.POST.get("because", ""),
        by=request.actor,
        at=request.at,
    )
    return redirect("parties", reference=reference)


@page(needs=Permission.DECIDE)
def end(request: SignedInRequest, reference: str, party_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say why a part ends."""
    read = seen(request, reference, Permission.DECIDE)
    party = next((each for each in parties_of(read.id) if each.id == party_id), None)
    if party is None:
        raise NotYours
    shown = {
        "reference": reference,
        "errors": errors,
        "title": f"End the part of {party.organisation}",
        "button": "End its part",
        "text": "It keeps the letters it has, and is told nothing more.",
        "fields": [one_of("because", "Why?", [(code, IN_WORDS[code]) for code in BECAUSE_ENDED], typed, errors)],
    }
    return render(request, "cases/party.html", shown)


@end.post
def end_post(request: SignedInRequest, reference: str, party_id: UUID) -> HttpResponse:
    """End it."""
    end_party(reference, party_id, because=request.POST.get("because", ""), by=request.actor, at=request.at)
    return redirect("parties", reference=reference)


def _row(reference: str, party: PartyRead, may_change: bool) -> dict[str, Any]:
    ends = may_change and party.id is not None and party.audience is not Audience.FIRST_RESPONDER
    return {
        "organisation": party.organisation,
        "parts": ", ".join(part.words for part in party.parts).capitalize(),
        "because": IN_WORDS.get(party.because, wording.code(party.because)),
        "end_href": reverse("end_party", kwargs={"reference": reference, "party_id": party.id}) if ends else "",
    }

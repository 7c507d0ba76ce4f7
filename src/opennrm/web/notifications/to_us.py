"""The letters that the competent authority wrote to somebody's organisation: a list, and each of them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.mechanism.events import LetterViewed, ListViewed
from opennrm.notifications.queries import letter_to, letters_to, pdf_of_letter
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.files import pdf_named
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.places import place_in

ON_A_PAGE = 50


@page(needs=Permission.SEE_LETTERS_TO_US)
def letters_to_us(request: SignedInRequest) -> HttpResponse:
    """The letters, the newest first, a page at a time: references and titles, and never a name."""
    before, home = place_in(request.GET.get("before")), request.actor.organisation_id
    found = letters_to(home, before=before, limit=ON_A_PAGE + 1)
    if before is not None and not found:
        raise Http404
    rows = found[:ON_A_PAGE]
    viewed = ListViewed(subject=str(home), list_name="letters_to_us", shown=len(rows))
    announce(viewed, at=request.at, by=request.actor.account_id)
    shown = {
        "organisation": request.actor.organisation_name,
        "rows": [
            {
                "href": reverse("letter_to_us", kwargs={"letter_id": row.id}),
                "title": row.title,
                "reference": row.reference,
                "written": wording.moment(row.written_at),
            }
            for row in rows
        ],
        "next_href": f"{reverse('letters_to_us')}?before={rows[-1].number}" if len(found) > ON_A_PAGE else "",
    }
    return render(request, "notifications/letters_to_us.html", shown)


@page(needs=Permission.SEE_LETTERS_TO_US, costly=True)
def letter_to_us(request: SignedInRequest, letter_id: UUID) -> HttpResponse:
    """One of them as PDF."""
    found = letter_to(request.actor.organisation_id, letter_id)
    if found is None:
        raise NotYours
    viewed = LetterViewed(subject=found.reference, case=found.reference, letter_kind=found.kind)
    announce(viewed, at=request.at, by=request.actor.account_id)
    return pdf_named(found.reference, pdf_of_letter(letter_id))

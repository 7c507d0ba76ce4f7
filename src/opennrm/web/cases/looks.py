"""Who looked at a case and why, for those who see it; and the same as an answer for the person, without names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from opennrm.cases.looks import Look, looks_at, looks_for_person
from opennrm.partners.roles import Permission
from opennrm.questions.whereabouts import Whereabouts
from opennrm.web import wording
from opennrm.web.cases.seeing import seen
from opennrm.web.explaining import REASONS
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.places import place_in

PAGE = 100
WHY = {
    "own_work": "Their own work",
    "break_glass": "An emergency",
    "what_they_typed": "To go on with what they had typed",
    "to_post": "To print and post it",
    **{code.value: words for code, words in REASONS.items()},
}
WHY_FOR_PERSON = {
    "own_work": "To work on your case",
    "break_glass": "In an emergency",
    "what_they_typed": "To work on your case",
    "to_post": "To post it",
    "assigned_cover": "To cover for a colleague",
    "duty": "On duty",
    "quality_check": "To check the quality of the work",
    "subject_access_request": "Because you asked what is held about you",
    "court_order": "Because a court ordered it",
    "complaint": "To look into a complaint",
    "audit": "To audit",
}
WHAT = {
    "case": "The case",
    "referral": "The referral",
    "letter": "A letter",
    "copy": "The referral, as a copy",
    "dossier": "The whole, as a dossier",
    "file": "A file that was sent with the referral",
    "disclosure": "Something of the record, which left",
    "emergency": "The case, in an emergency",
    "part": "The part of the referral that came to their organisation",
    Whereabouts.ADDRESS.value: "An address, which is hidden until it is asked for",
    Whereabouts.PHONE.value: "A phone number, which is hidden until it is asked for",
    Whereabouts.EMAIL.value: "An e-mail address, which is hidden until it is asked for",
    Whereabouts.PLACE.value: "Where the person stays, which is hidden until it is asked for",
}


@page(needs=Permission.SEE_CASES)
def who_looked(request: SignedInRequest, reference: str) -> HttpResponse:
    """Who looked at the case, when, as what and why, the newest first."""
    read = seen(request, reference)
    shown = looks_page(request, read.reference, reverse("who_looked", kwargs={"reference": reference}))
    return render(request, "cases/who_looked.html", {**shown, "for_team": True})


@page(needs=Permission.SEE_CASES)
def answer(request: SignedInRequest, reference: str) -> HttpResponse:
    """The answer for the person who asks who looked at their record: to print, without a name of staff."""
    read = seen(request, reference)
    rows = [
        {
            "on": wording.day(each.on),
            "who": f"{', '.join(each.roles) or 'Somebody'}, {each.organisation}",
            "what": WHAT[each.what],
            "why": WHY_FOR_PERSON.get(each.because, wording.code(each.because)),
            "times": each.times,
        }
        for each in looks_for_person(read.reference)
    ]
    return render(request, "cases/who_looked_answer.html", {"reference": reference, "rows": rows})


def looks_page(
    request: SignedInRequest, reference: str, address: str, *, read: Callable[..., list[Look]] = looks_at
) -> dict[str, Any]:
    """A page of looks for somebody who has been let see them, and the way to earlier ones."""
    before = place_in(request.GET.get("before"))
    found = read(reference, PAGE + 1, before=before)
    if before is not None and not found:
        raise Http404
    shown = found[:PAGE]
    return {
        "reference": reference,
        "rows": [row_of(each) for each in shown],
        "next_href": f"{address}?before={shown[-1].seq}" if len(found) > PAGE else None,
    }


def row_of(look: Look) -> dict[str, str]:
    """A look as a page shows it."""
    return {
        "when": wording.moment(look.at),
        "who": look.name or "The system",
        "as_what": f"{', '.join(look.roles) or 'No role'}, {look.organisation}",
        "what": WHAT[look.what],
        "why": WHY.get(look.because, wording.code(look.because)),
    }

"""For the auditor: who looked at a record and why, and the patterns of looking that nobody's work explains."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse

from opennrm.audit.snooping import patterns_between
from opennrm.cases.looks import looks_for_auditor
from opennrm.mechanism.references import is_reference
from opennrm.mechanism.snooping import Found, Pattern
from opennrm.partners.access import NotYours
from opennrm.partners.directory import names_of
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.looks import looks_page
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

PERIOD = timedelta(days=28)
SHOWN = 10
PATTERNS = {
    Pattern.SAME_SURNAME: "Opened a record with their own surname, which they do not work on",
    Pattern.OWN_ADDRESS: "Opened a record with their own address, which they do not work on",
    Pattern.RESTRICTED: "Tried again and again to open a restricted record",
    Pattern.MANY_LOOK: "Many opened one record that none of them works on",
    Pattern.SEQUENTIAL: "Opened or tried records one after the other, in the order of their references",
    Pattern.NIGHT: "Opened records at night, which they do not work on, and does not work nights",
    Pattern.WHEREABOUTS: "Asked where many people can be found, one after the other within a day",
}


@page(needs=Permission.SEE_AUDIT)
def looks(request: SignedInRequest, reference: str) -> HttpResponse:
    """Who looked at a record, when, as what and why; what the record says is not read."""
    if not is_reference(reference):
        raise NotYours
    address = reverse("looks_at_record", kwargs={"reference": reference})
    shown = looks_page(request, reference, address, read=looks_for_auditor)
    if not shown["rows"]:
        raise NotYours
    return render(request, "cases/who_looked.html", {**shown, "for_team": False})


@page(needs=Permission.SEE_AUDIT)
def patterns(request: SignedInRequest) -> HttpResponse:
    """The patterns of the last weeks: each is a question to a person, and not an answer."""
    found = patterns_between(request.at - PERIOD, request.at)
    names = names_of({uuid_in(by) for each in found for by in each.by})
    rows = [_row(each, names) for each in found]
    return render(request, "audit/patterns.html", {"rows": rows, "days": PERIOD.days})


def _row(found: Found, names: dict[str, str]) -> dict[str, object]:
    more = len(found.records) - SHOWN
    return {
        "pattern": PATTERNS[found.pattern],
        "who": ", ".join(names.get(each, "Somebody") for each in found.by),
        "when": wording.moment(found.first_at)
        if found.first_at == found.last_at
        else f"{wording.moment(found.first_at)} to {wording.moment(found.last_at)}",
        "records": [
            {"text": each, "href": reverse("looks_at_record", kwargs={"reference": each}) if is_reference(each) else ""}
            for each in found.records[:SHOWN]
        ],
        "more": f"and {more} more" if more > 0 else "",
    }

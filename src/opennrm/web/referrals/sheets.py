"""The prompt sheets: every question of a journey with its number, to read, to print, and as PDF. They name nobody."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse

from opennrm.mechanism.calendar import legal_day
from opennrm.notifications.prompt_sheets import LINES, prompt_sheet_pdf
from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.prompt_sheet import TITLES, Sheet, prompt_sheet
from opennrm.web.files import pdf_named
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.REFER)
def sheet(request: SignedInRequest, journey: str) -> HttpResponse:
    """The questions of a journey, numbered as the pages are, with room to write."""
    chosen = _sheet_or_404(journey)
    shown = {
        "title": TITLES[chosen],
        "version": CATALOGUE.version,
        "lines": LINES,
        "sections": prompt_sheet(CATALOGUE, chosen),
        "pdf_href": reverse("prompt_sheet_pdf", kwargs={"journey": journey}),
        "others": [
            {"title": TITLES[other], "href": reverse("prompt_sheet", kwargs={"journey": other.value})}
            for other in Sheet
            if other is not chosen
        ],
    }
    return render(request, "referrals/prompt_sheet.html", shown)


@page(needs=Permission.REFER, costly=True)
def sheet_pdf(request: SignedInRequest, journey: str) -> HttpResponse:
    """The same as PDF."""
    made = prompt_sheet_pdf(CATALOGUE, _sheet_or_404(journey), on=legal_day(request.at))
    return pdf_named(f"questions-{CATALOGUE.version}-{journey}", made)


def _sheet_or_404(journey: str) -> Sheet:
    try:
        return Sheet(journey)
    except ValueError as unknown:
        raise Http404 from unknown

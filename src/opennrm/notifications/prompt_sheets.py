"""Prints a prompt sheet: the questions of a journey with room to write, as tagged PDF/UA-1 that names nobody."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, time

from django.conf import settings

from opennrm.notifications.printing import pdf_of
from opennrm.questions.prompt_sheet import TITLES, Sheet, prompt_sheet
from opennrm.questions.question import Catalogue

TEMPLATE = "prompt_sheet.1.typ"
LINES = (
    "In danger now? Ring 999. A place to stay tonight: Modern Slavery Helpline, 08000 121 700.",
    "Do not press anybody for an answer. “Not known” and “not asked, because” are answers. Explain what a referral is, "
    "in a language the person understands, before you ask for consent.",
    "The numbers are those of the pages. Type what you wrote down under Referrals, Begin from paper. Keep the sheet "
    "where nobody who could harm the person sees it. Once it is entered, do with it as your organisation says.",
)
"""What stands above the questions, on paper and on the page."""


def prompt_sheet_pdf(catalogue: Catalogue, sheet: Sheet, *, on: date) -> bytes:
    """The sheet as PDF: the same bytes for the same catalogue and day."""
    content = {
        "service_name": settings.SERVICE_NAME,
        "title": TITLES[sheet],
        "version": str(catalogue.version),
        "lines": list(LINES),
        "sections": [asdict(section) for section in prompt_sheet(catalogue, sheet)],
    }
    return pdf_of(TEMPLATE, content, at=datetime.combine(on, time(), tzinfo=UTC))

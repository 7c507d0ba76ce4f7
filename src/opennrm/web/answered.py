"""Answers as a page shows them: section by section, a row for each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.question import Catalogue
from opennrm.questions.summary import sections
from opennrm.referrals.queries import ReferralRead
from opennrm.web import wording


def answered_sections(referral: ReferralRead) -> list[dict[str, Any]]:
    """A sent referral's answers, read with the catalogue they were given to."""
    return sections_in(catalogue_from_data(referral.catalogue), referral.answers, None)


def sections_in(catalogue: Catalogue, answers: Mapping[str, Any], change: Any) -> list[dict[str, Any]]:
    """Answers to a catalogue; `change` gives the address of the page that changes a row, or is None."""
    return [
        {
            "title": section.title,
            "rows": [
                wording.row(
                    row.label, *row.value_lines, href=change(row.page_slug) if change else "", change=row.label.lower()
                )
                for row in section.rows
            ],
        }
        for section in sections(catalogue, answers)
    ]

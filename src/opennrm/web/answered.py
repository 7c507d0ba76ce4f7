"""Answers as a page shows them: section by section, a row for each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.question import Catalogue
from opennrm.questions.summary import State, SummaryRow, sections
from opennrm.questions.whereabouts import whereabouts_of
from opennrm.referrals.paper import Paper
from opennrm.referrals.queries import ReferralRead
from opennrm.web import wording
from opennrm.web.hidden import hidden_row

ANSWERED = (State.GIVEN, State.NOT_KNOWN)


def answered_sections(referral: ReferralRead, *, may_reveal: bool) -> list[dict[str, Any]]:
    """A sent referral's answers, read with the catalogue they were given to; what tells where the person is, hidden."""
    catalogue = catalogue_from_data(referral.catalogue)
    return [
        {"title": section.title, "rows": [_sent_row(catalogue, row, may_reveal=may_reveal) for row in section.rows]}
        for section in sections(catalogue, referral.answers)
    ]


def paper_in_words(paper: Paper | None) -> str:
    """When and by whom it was written down on paper; nothing where it was typed at once."""
    return f"{wording.day(paper.written_on)}, by {paper.written_by}" if paper else ""


def paper_rows(paper: Paper | None) -> list[dict[str, Any]]:
    """The same as a row, for whoever reads the referral."""
    return [wording.row("Written down on paper first", paper_in_words(paper))] if paper else []


def sections_in(catalogue: Catalogue, answers: Mapping[str, Any], change: Any) -> list[dict[str, Any]]:
    """Answers of a draft, to whoever writes it; `change` gives the address of the page that changes a row."""
    return [
        {
            "title": section.title,
            "rows": [
                wording.row(row.label, *row.value_lines, href=change(row.page_slug), change=row.label.lower())
                for row in section.rows
            ],
        }
        for section in sections(catalogue, answers)
    ]


def _sent_row(catalogue: Catalogue, row: SummaryRow, *, may_reveal: bool) -> dict[str, Any]:
    what = whereabouts_of(catalogue.question(row.question_key))
    if what is None or row.state not in ANSWERED:
        return wording.row(row.label, *row.value_lines)
    return hidden_row(row.label, what, is_known=row.state is State.GIVEN, may_reveal=may_reveal)

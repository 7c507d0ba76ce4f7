"""Copies on paper: of a sent referral for who referred, and of a draft to be read through; who took one is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from opennrm.audit.record import announce, command
from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.events import DraftCopied, ReferralCopied
from opennrm.mechanism.refusal import refuse_if
from opennrm.notifications.printing import pdf_of
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.numbering import number_of
from opennrm.questions.question import Catalogue, Question
from opennrm.questions.summary import sections
from opennrm.questions.whereabouts import whereabouts_of
from opennrm.referrals.paper import Paper
from opennrm.referrals.queries import draft_for, referral_for

TEMPLATE = "referral_copy.1.typ"
LEFT_OUT = "Left out of this copy"


def copy_of_referral(reference: str, *, with_whereabouts: bool, by: Actor, at: datetime) -> bytes:
    """A sent referral as tagged PDF/UA-1, with or without where the person can be found or reached.

    Raises `NotYours`; `Refused` if no role of theirs lets them see referrals.
    """
    refuse_if(refusal_to_act(by, Permission.SEE_OWN_REFERRALS))
    with command():
        read = referral_for(by, reference, at=at)
        head = [["Reference", reference], ["Sent", f"{_moment(read.submitted_at)} by {read.organisation}"]]
        if read.version > 1:
            head.append(["Corrected since", f"The answers are version {read.version}, as they stand"])
        hides = None if with_whereabouts else _tells_where
        answered = _answered(catalogue_from_data(read.catalogue), read.answers, hides)
        made = _printed(f"Copy of referral {reference}", [*head, *_of_paper(read.paper)], answered, by, at)
        told = ReferralCopied(subject=reference, case=reference, with_whereabouts=with_whereabouts)
        announce(told, at=at, by=by.account_id)
    return made


def copy_of_draft(draft_id: UUID, *, by: Actor, at: datetime) -> bytes:
    """A draft as it stands, to be read through with the person. Raises `NotYours`, `Refused`."""
    refuse_if(refusal_to_act(by, Permission.REFER))
    with command():
        read = draft_for(by, draft_id)
        head = [["Not sent", "This is a draft. Nothing in it has been sent."], *_of_paper(read.paper)]
        made = _printed("Draft of a referral", head, _answered(CATALOGUE, read.answers, None), by, at)
        announce(DraftCopied(subject=str(draft_id)), at=at, by=by.account_id)
    return made


def _printed(title: str, head: list[list[str]], answered: list[dict[str, Any]], by: Actor, at: datetime) -> bytes:
    content = {
        "service_name": settings.SERVICE_NAME,
        "title": title,
        "head": [*head, ["Copy made", f"{_moment(at)} by {by.name}"]],
        "sections": answered,
    }
    return pdf_of(TEMPLATE, content, at=at)


def _answered(
    catalogue: Catalogue, answers: Mapping[str, Any], hides: Callable[[Question], bool] | None
) -> list[dict[str, Any]]:
    """Every question that applies with its number, and its answer."""
    return [
        {
            "title": section.title,
            "rows": [
                [
                    f"{number_of(catalogue, row.question_key)}. {row.label}",
                    LEFT_OUT if hides and hides(catalogue.question(row.question_key)) else "\n".join(row.value_lines),
                ]
                for row in section.rows
            ],
        }
        for section in sections(catalogue, answers)
    ]


def _tells_where(question: Question) -> bool:
    return whereabouts_of(question) is not None


def _of_paper(paper: Paper | None) -> list[list[str]]:
    return [["Written down on paper", f"{in_words(paper.written_on)}, by {paper.written_by}"]] if paper else []


def _moment(value: datetime) -> str:
    local = timezone.localtime(value)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"

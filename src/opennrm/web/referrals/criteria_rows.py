"""The criteria of a strong referral as rows of a page, and in short beside the answers that are checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from opennrm.mechanism.sources import cited
from opennrm.questions.criteria import CRITERIA
from opennrm.questions.quality import Judged, Strength
from opennrm.questions.question import Page

IN_WORDS = {
    Strength.MET: "There",
    Strength.NOT_KNOWN: "Answered: not known",
    Strength.THIN: "Could say more",
    Strength.OPEN: "Not there yet",
}
LOOKED_AT = frozenset(key for criterion in CRITERIA for key in criterion.keys)


def in_rows(draft_id: UUID, judged: Sequence[Judged]) -> dict[str, Any]:
    """The criteria as rows of the page."""
    return {
        "rows": [
            {
                "title": each.criterion.title,
                "state": IN_WORDS[each.strength],
                "answered": each.is_answered,
                "why": each.criterion.why,
                "put_right": "" if each.is_answered else each.criterion.put_right,
                "reasons": each.reasons,
                "href": reverse("question", kwargs={"draft_id": draft_id, "slug": each.page_slug}) + "?change=1",
            }
            for each in judged
        ],
        "source": cited("TOOLKIT"),
        "there": sum(each.is_answered for each in judged),
    }


def in_short(draft_id: UUID, judged: Sequence[Judged]) -> dict[str, Any] | None:
    """The same in a line or two, for the page of all answers; None where a journey has no criterion."""
    if not judged:
        return None
    return {
        "there": sum(each.is_answered for each in judged),
        "of": len(judged),
        "more": [each.criterion.title for each in judged if not each.is_answered],
        "href": reverse("draft_strength", kwargs={"draft_id": draft_id}),
    }


def is_looked_at(asked: Page) -> bool:
    """Whether a criterion looks at a question of this page."""
    return any(question.key in LOOKED_AT for question in asked.questions)

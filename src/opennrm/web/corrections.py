"""What was corrected in a referral, version by version: the old and the new answer, who did it, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.question import Catalogue
from opennrm.questions.summary import value_lines
from opennrm.questions.whereabouts import whereabouts_of
from opennrm.referrals.correcting import changed_keys
from opennrm.referrals.queries import ReferralRead
from opennrm.referrals.versions import Version
from opennrm.web import wording

NO_ANSWER = "No answer"
HIDDEN = "Hidden: it tells where the person is"


def corrections_page(referral: ReferralRead, versions: Sequence[Version]) -> dict[str, Any]:
    """Every correction, the last one first, each beside what stood before it; at the end who sent the first version."""
    catalogue = catalogue_from_data(referral.catalogue)
    return {
        "reference": referral.reference,
        "corrections": [
            {
                "title": _("Version %(number)s") % {"number": later.number},
                "line": f"{later.by}, {wording.moment(later.at)}",
                "reason": later.reason,
                "rows": _rows(catalogue, earlier.answers, later.answers),
            }
            for earlier, later in reversed(list(pairwise(versions)))
        ],
        "sent": f"{versions[0].by}, {wording.moment(versions[0].at)}",
    }


def corrected_line(referral: ReferralRead) -> str:
    """That the answers are not those that were sent; empty where they are."""
    if referral.version == 1:
        return ""
    times = "once" if referral.version == 2 else f"{referral.version - 1} times"
    return f"Corrected by who referred, {times}. What stands here is the last version."


def _rows(catalogue: Catalogue, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "asked": catalogue.question(key).ask,
            "before": _said(catalogue, key, before.get(key)),
            "after": _said(catalogue, key, after.get(key)),
        }
        for key in changed_keys(before, after)
    ]


def _said(catalogue: Catalogue, key: str, value: Any) -> str:
    if value is None:
        return NO_ANSWER
    question = catalogue.question(key)
    return HIDDEN if whereabouts_of(question) is not None else "\n".join(value_lines(question, value))

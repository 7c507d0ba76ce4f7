"""Where drafts and sent referrals stand, for whoever wrote them: the stage, the next date, and what waits for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from opennrm.cases.queries import Standing
from opennrm.mechanism.stages import OPEN_STAGES, Stage
from opennrm.referrals.expiring import warned_from
from opennrm.referrals.groups import OfAGroup
from opennrm.referrals.queries import DraftRow, ReferralRow
from opennrm.web import wording


def referral_list(
    drafts: Sequence[DraftRow],
    sent: Sequence[ReferralRow],
    standings: Mapping[str, Standing],
    unread: Mapping[str, int],
    today: date,
) -> dict[str, Any]:
    """The list of drafts and referrals: no names."""
    return {
        "drafts": [
            {
                "href": reverse("draft", kwargs={"draft_id": row.id}),
                "started_at": wording.moment(row.started_at),
                "started_by": row.started_by,
                "saved_at": wording.moment(row.saved_at),
                "saved_by": row.saved_by,
                "held_by": row.held_by or "",
                "expires_on": wording.day(row.expires_on),
                "expires_soon": expires_soon(row.expires_on, today),
            }
            for row in drafts
        ],
        "sent": [
            {
                "href": reverse("referral", kwargs={"reference": row.reference}),
                "reference": row.reference,
                "kind": wording.code(row.kind),
                "submitted_at": wording.moment(row.submitted_at),
                "submitted_by": row.submitted_by,
                "standing": standing_in_words(standings.get(row.reference)),
                "next_date": next_date(standings.get(row.reference)),
                "open": _open_for_them(standings.get(row.reference), unread.get(row.reference, 0)),
            }
            for row in sent
        ],
    }


def standing_in_words(standing: Standing | None) -> str:
    """Where a case stands, as its referrer may know it: never who is checking what."""
    if standing is None:
        return "Received"
    if standing.conclusive_grounds:
        decided = wording.day(standing.conclusive_grounds_on)
        return f"Conclusive grounds: {standing.conclusive_grounds}, decided on {decided}"
    if standing.stage == Stage.RETURNED_FOR_INFORMATION.value:
        return "The authority has asked you questions, and waits for your answer"
    if standing.reasonable_grounds:
        decided = wording.day(standing.reasonable_grounds_on)
        return f"Reasonable grounds: {standing.reasonable_grounds}, decided on {decided}"
    if standing.stage in {Stage.WITHDRAWN.value, Stage.CLOSED.value}:
        return wording.code(standing.stage)
    return "Waiting for the reasonable-grounds decision"


def next_date(standing: Standing | None) -> str:
    """The day by which something is due in the case; none once it has ended."""
    if standing is None or standing.due_on is None or standing.stage not in OPEN_STAGES:
        return ""
    return wording.day(standing.due_on)


def _open_for_them(standing: Standing | None, unread: int) -> list[str]:
    """What waits for whoever referred: questions of the authority, and messages that nobody has read."""
    asked = standing.asked if standing else 0
    counted = ((asked, "request for information", "requests for information"), (unread, "new message", "new messages"))
    return [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]


def expires_soon(expires_on: date, today: date) -> str:
    """The warning that a draft will go, from the day on which its people are told."""
    if today < warned_from(expires_on):
        return ""
    days = (expires_on - today).days
    left = "today is the last day" if days < 1 else f"{days} day{'s' if days > 1 else ''} left"
    return f"Kept until {wording.day(expires_on)}: {left}. Save a page to keep it longer."


def group_rows(others: Sequence[OfAGroup]) -> list[dict[str, str]]:
    """The others of a group as links; no name."""
    return [
        {
            "href": reverse("referral", kwargs={"reference": each.reference})
            if each.reference
            else reverse("draft", kwargs={"draft_id": each.draft_id}),
            "text": each.reference or f"Draft begun {wording.moment(each.started_at)}",
        }
        for each in others
    ]

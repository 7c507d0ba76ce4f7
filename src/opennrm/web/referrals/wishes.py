"""What the page of a sent referral says of the person's wishes, and where the first responder records one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from opennrm.cases.queries import Standing
from opennrm.cases.wishes import WishRead
from opennrm.mechanism.stages import OPEN_STAGES
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web import wording

STATES = {
    "waits": "It waits for the competent authority to confirm it.",
    "confirmed": "The competent authority confirmed it: the case has ended.",
    "not_confirmed": "The competent authority did not confirm it: the case goes on.",
}


def of_referral(reference: str, standing: Standing | None, wish: WishRead | None, actor: Actor) -> dict[str, Any]:
    """A line about the wish that was recorded last, and a link to record one where that can be done."""
    told = f"A wish to withdraw was recorded on {wording.moment(wish.recorded_at)}." if wish else ""
    may = Permission.RECORD_WISHES in actor.permissions and _is_open_adult(standing)
    waits = wish is not None and wish.state == "waits"
    is_open_child = standing is not None and standing.kind == ReferralKind.CHILD and standing.stage in OPEN_STAGES
    may_stay = Permission.RECORD_WISHES in actor.permissions and is_open_child
    return {
        "stay": reverse("referral_stay", kwargs={"reference": reference}) if may_stay else None,
        "line": f"{told} {STATES[wish.state]}" if wish else "",
        "href": reverse("referral_withdraw", kwargs={"reference": reference}) if may and not waits else None,
    }


def _is_open_adult(standing: Standing | None) -> bool:
    return standing is not None and standing.kind == ReferralKind.ADULT and standing.stage in OPEN_STAGES

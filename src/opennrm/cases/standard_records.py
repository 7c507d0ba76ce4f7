"""A referral that was sent, as a record of the Human Trafficking Case Data Standard: its answers, and what is known."""

from __future__ import annotations

from typing import Any

from opennrm.cases.queries import standing_of
from opennrm.questions.htcds import record_of
from opennrm.referrals.queries import ReferralRead

TRAFFICKING_STATUS = {"positive": "ActualVictimOfTrafficking", "negative": "NotAVictimOfTrafficking"}
"""The standard's words for the two outcomes of the decision on conclusive grounds."""


def record_of_sent(sent: ReferralRead) -> dict[str, Any]:
    """The record, for a face that has itself asked who may see the referral, and says that it was looked at."""
    standing = standing_of([sent.reference]).get(sent.reference)
    decided = standing.conclusive_grounds if standing else ""
    facts = {
        "organisation": sent.organisation,
        "received_on": sent.received_on.isoformat(),
        "status": TRAFFICKING_STATUS.get(decided, "PossibleVictimOfTrafficking"),
        "decided_by": "NonPoliceGovernmentalOrganization" if decided in TRAFFICKING_STATUS else "",
    }
    return record_of(sent.answers, facts)

"""The kinds of event about referrals that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS

PUBLISHED = [
    "ConsentRecorded",
    "DraftCopied",
    "DraftDiscarded",
    "DraftExpiryNear",
    "DraftHandedOver",
    "DraftStarted",
    "DraftViewed",
    "ReferralCopied",
    "ReferralCorrected",
    "ReferralSubmitted",
    "ReferralViewed",
    "SafeContactEnded",
    "SafeContactRecorded",
]


def test_every_published_kind_of_event_about_referrals_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.referrals")
    assert there == PUBLISHED

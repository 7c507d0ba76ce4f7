"""The kinds of event about access that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS

PUBLISHED = [
    "AccessEnded",
    "AccessGiven",
    "AccessRefused",
    "CaseRestricted",
    "CaseUnrestricted",
    "EmergencyReviewOverdue",
    "EmergencyReviewed",
    "HiddenPersonSearched",
    "OpenedInEmergency",
    "OpeningExplained",
    "OpeningsStopped",
    "ReviewPassedOn",
    "SearchesStopped",
    "WhereaboutsRevealed",
]


def test_every_published_kind_of_event_about_access_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.access")
    assert there == PUBLISHED

"""The kinds of event about cases that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS

PUBLISHED = [
    "CaseAccepted",
    "CaseAllocated",
    "CaseClosed",
    "CaseHeldForTriage",
    "CaseOpened",
    "CaseReopened",
    "CaseResumed",
    "CaseSuspended",
    "CaseTransferred",
    "CaseViewed",
    "CaseWithdrawn",
    "DuplicateFound",
    "EvidenceAdded",
    "InformationReceived",
    "InformationRequested",
    "RecoveryEnded",
    "SamePersonReferred",
    "SuspensionProlonged",
    "SuspensionReviewDue",
]


def test_every_published_kind_of_event_about_cases_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.cases")
    assert there == PUBLISHED

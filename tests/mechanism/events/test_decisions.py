"""The kinds of event about decisions that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS

PUBLISHED = [
    "ConclusiveGroundsDecided",
    "ConclusiveGroundsPutForward",
    "CountersignatureVoided",
    "DecisionCountersigned",
    "DecisionReturned",
    "DecisionTakenBack",
    "ReasonableGroundsDecided",
    "ReasonableGroundsPutForward",
    "ReconsiderationAccepted",
    "ReconsiderationRefused",
    "ReconsiderationRequested",
]


def test_every_published_kind_of_event_about_decisions_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.decisions")
    assert there == PUBLISHED

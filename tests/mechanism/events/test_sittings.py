"""The kinds of event about sittings of panels that are published: a stored history holds their names, and no vote."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS

PUBLISHED = [
    "CasePutToSitting",
    "CaseTakenOffSitting",
    "HearingCastingVoteGiven",
    "HearingChairNamed",
    "HearingDissentRecorded",
    "HearingEnded",
    "HearingOpened",
    "PanelMemberAnswered",
    "PanelMemberAsked",
    "PanelMemberDeclared",
    "PanelMemberJoined",
    "PanelMemberLeft",
    "PanelMemberLeftHearing",
    "PanelMemberStoodAside",
    "SittingCalled",
    "SittingCancelled",
]


def test_every_published_kind_of_event_about_sittings_is_still_there_and_none_is_a_vote() -> None:
    of_sittings = "opennrm.mechanism.events.sittings"
    assert sorted(name for name, kind in KINDS.items() if kind.__module__ == of_sittings) == PUBLISHED
    assert not [name for name in PUBLISHED if "Voted" in name]

"""The kinds of event about changes of profile that are published: a stored history holds their names."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.events import KINDS, ProfileChangeProposed, told

PUBLISHED = ["ProfileChangeProposed", "ProfileChangeSettled"]


def test_every_published_kind_of_event_about_profiles_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.adopting")
    assert there == PUBLISHED


def test_a_proposal_says_from_when_which_profile() -> None:
    proposed = ProfileChangeProposed(
        subject="profiles", change="c", profile="central_2009", from_day=date(2027, 1, 4), simulated=9
    )
    assert told("ProfileChangeProposed", proposed.facts()) == (
        "It was proposed to work by the profile central 2009 from Monday 4 January 2027."
    )

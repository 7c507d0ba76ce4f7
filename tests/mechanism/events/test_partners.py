"""The kinds of event about partners that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS, told

PUBLISHED = {"AccountClosed", "OrganisationJoined", "SecondFactorSetUp"}


def test_every_published_kind_of_event_about_partners_is_still_there() -> None:
    there = {name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.partners"}
    assert there >= PUBLISHED


def test_an_organisation_that_joined_is_told_by_its_type() -> None:
    assert told("OrganisationJoined", {"type": "local_authority"}) == (
        "An organisation joined the partnership: local authority."
    )

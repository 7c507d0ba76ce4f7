"""The kinds of event about people that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS

PUBLISHED = [
    "InvitationAccepted",
    "InvitationWithdrawn",
    "ListViewed",
    "PersonInvited",
    "RoleEnded",
    "RoleGiven",
    "SignInRefused",
    "SignedIn",
    "SignedOut",
]


def test_every_published_kind_of_event_about_people_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.people")
    assert there == PUBLISHED

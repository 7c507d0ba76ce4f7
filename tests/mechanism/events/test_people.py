"""The kinds of event about people that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS, told

PUBLISHED = [
    "InvitationAccepted",
    "InvitationWithdrawn",
    "ListViewed",
    "OwnAddressKept",
    "PersonInvited",
    "RoleEnded",
    "RoleGiven",
    "RoleGivenAlone",
    "RoleProposed",
    "RoleSettled",
    "SignInRefused",
    "SignedIn",
    "SignedOut",
]


def test_every_published_kind_of_event_about_people_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.people")
    assert there == PUBLISHED


def test_a_role_is_told_with_its_team_and_an_older_history_without() -> None:
    older = {"role": "caseworker", "organisation": "authority"}
    assert told("RoleGiven", older) == "The role caseworker was given."
    assert told("RoleEnded", older | {"team": None}) == "The role caseworker ended."
    in_team = older | {"team": "8c1f"}
    assert told("RoleGiven", in_team, {"8c1f": "Intake"}) == "The role caseworker was given in the team Intake."
    assert told("RoleEnded", in_team, {"8c1f": "Intake"}) == "The role caseworker in the team Intake ended."


def test_a_sign_in_says_with_what() -> None:
    assert told("SignedIn", {"how": "password_and_recovery_code"}) == "Signed in with password and recovery code."

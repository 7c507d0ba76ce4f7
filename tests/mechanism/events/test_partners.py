"""The kinds of event about partners that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS, told

PUBLISHED = {
    "AccountClosed",
    "ApiTokenEnded",
    "ApiTokenMade",
    "NewStartProposed",
    "NewStartSettled",
    "OrganisationJoined",
    "PasswordChanged",
    "ReceivingTeamChosen",
    "RecoveryCodesMade",
    "SecondFactorSetUp",
    "StartedAnew",
    "SystemAdded",
    "WebhookAdded",
    "WebhookEnded",
    "WebhookSecretChanged",
    "WebhookStopped",
}


def test_every_published_kind_of_event_about_partners_is_still_there() -> None:
    there = {name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.partners"}
    assert there >= PUBLISHED


def test_an_organisation_that_joined_is_told_by_its_type() -> None:
    assert told("OrganisationJoined", {"type": "local_authority"}) == (
        "An organisation joined the partnership: local authority."
    )


def test_the_team_that_receives_is_told_with_the_one_before() -> None:
    names = {"t1": "North", "t2": "South"}
    assert told("ReceivingTeamChosen", {"team": "t1", "before": None}, names) == (
        "The team North receives new cases from now on."
    )
    assert told("ReceivingTeamChosen", {"team": "t1", "before": "t2"}, names) == (
        "The team North receives new cases from now on, in place of South."
    )

"""Notifications: of the asker's team, of another organisation or force, and of another team of their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings

from opennrm.partners.access import Actor
from opennrm.partners.models import Account, Organisation, RoleHeld
from tests.factories import cases
from tests.factories import notifications as made
from tests.factories import partners as people
from tests.house.examples import foreign, of_another_team, own

SENT = ("notification", "notification_sent", "notification_receipt", "notification_form", "refer_after_notification")
RECEIVED = ("received_notification", "received_form")


def _colleague(account: Account) -> Actor:
    """A first responder of the account's own team."""
    return people.actor(people.account("first_responder", in_team=RoleHeld.objects.get(account=account).team))


def _next_door(account: Account) -> Actor:
    """A first responder of another team of the account's organisation."""
    return people.actor(people.account("first_responder", in_team=people.team(account.organisation, "South")))


@own("check_notification")
def _draft(account: Account) -> dict[str, Any]:
    return {"draft_id": made.draft(_colleague(account))}


@foreign("check_notification")
def _draft_elsewhere() -> dict[str, UUID]:
    return {"draft_id": made.draft(cases.referrer())}


@of_another_team("check_notification")
def _draft_next_door(account: Account) -> dict[str, Any]:
    return {"draft_id": made.draft(_next_door(account))}


@own(*SENT)
def _notification(account: Account) -> dict[str, Any]:
    return {"reference": made.notified(_colleague(account))}


@foreign(*SENT)
def _notification_elsewhere() -> dict[str, Any]:
    return {"reference": made.notified()}


@of_another_team(*SENT)
def _notification_next_door(account: Account) -> dict[str, Any]:
    return {"reference": made.notified(_next_door(account))}


@own(*RECEIVED)
def _received(account: Account) -> dict[str, Any]:
    """One that came to the organisation of whoever asks, which is made the force it is for."""
    Organisation.objects.filter(id=account.organisation_id).update(slug=made.FORCE.replace("_", "-"))
    return {"reference": made.notified()}


@foreign(*RECEIVED)
def _received_elsewhere() -> dict[str, Any]:
    assert not settings.FORCES_STAND_IN
    made.receiving_force()
    return {"reference": made.notified()}

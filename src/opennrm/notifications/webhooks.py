"""The webhooks of an organisation: registered, given another secret and ended by its administrators."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import Event, WebhookAdded, WebhookEnded, WebhookSecretChanged
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.notifications.actions import tell_of_work
from opennrm.notifications.channels.webhook_https import NotCalled, looked_up, parts_of
from opennrm.notifications.models import Webhook
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import people_in_organisation
from opennrm.partners.roles import Permission
from opennrm.vault.webhook_signing import webhook_secret

MOST = 5
"""Webhooks of one organisation at a time."""
SHOWN = 10
BECAUSE = {
    "no_address": "Enter an https address with a name, such as https://case-system.example/hook, and no query.",
    "address_within": "This address is not of the public network, so it is not called from here.",
}


OFF = Refusal(
    "webhooks_off",
    "This installation calls nobody. Ask whoever runs it whether it may, or ask for the status instead.",
    "house",
    "address",
)


@dataclass(frozen=True, slots=True)
class MadeSecret:
    """A webhook whose secret was just made."""

    id: UUID
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call: what happened, when, how often it was tried, and what came of it. It does not say of whom."""

    kind: str
    happened_at: datetime
    attempts: int
    result: str


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """A webhook that was not ended, with its newest calls."""

    id: UUID
    address: str
    made_at: datetime
    made_by: str
    failing_since: datetime | None
    stopped_at: datetime | None
    calls: tuple[CallRow, ...]


def add_webhook(address: str, *, by: Actor, at: datetime) -> MadeSecret:
    """Register an address of one's own organisation. Raises `Refused` (field `address`)."""
    refuse_if(refusal_to_act(by, Permission.INVITE))
    refuse_if(OFF if settings.WEBHOOKS == "off" else None)
    try:
        host, _path, port = parts_of(address.strip())
        looked_up(host, port)
    except NotCalled as wrong:
        if wrong.code == "no_name":  # the pages may have no network at all; each call looks again
            return _registered(address.strip(), by, at)
        raise Refused(Refusal(wrong.code, BECAUSE[wrong.code], "house", "address")) from None
    return _registered(address.strip(), by, at)


def _registered(address: str, by: Actor, at: datetime) -> MadeSecret:
    with command():
        hooks = Webhook.objects.filter(organisation_id=by.organisation_id, ended_at=None)
        if hooks.count() >= MOST:
            raise Refused(Refusal("too_many", f"End one first: there can be {MOST}.", "house", "address"))
        row = Webhook.objects.create(
            organisation_id=by.organisation_id,
            address=address,
            made_at=at,
            made_by_id=by.account_id,
            next_attempt_at=at,
        )
        told = WebhookAdded(subject=str(row.id), organisation=by.organisation_slug)
        announce(told, at=at, by=by.account_id)
    return MadeSecret(row.id, webhook_secret(str(row.id), row.secret_version))


def change_secret(webhook_id: UUID, *, by: Actor, at: datetime) -> MadeSecret:
    """Give a webhook another secret; for a day the former one signs too. Calls go on where they had stopped."""
    with command():
        row = _own(webhook_id, by)
        row.secret_version, row.rotated_at = row.secret_version + 1, at
        row.stopped_at, row.failing_since, row.attempts, row.next_attempt_at = None, None, 0, at
        row.save()
        told = WebhookSecretChanged(subject=str(row.id), organisation=by.organisation_slug)
        announce(told, at=at, by=by.account_id)
    return MadeSecret(row.id, webhook_secret(str(row.id), row.secret_version))


def end_webhook(webhook_id: UUID, *, by: Actor, at: datetime) -> None:
    """End a webhook; what was not called yet is called no more. Raises `Refused` and `NotYours`."""
    with command():
        row = _own(webhook_id, by)
        row.ended_at, row.ended_by_id = at, by.account_id
        row.save(update_fields=["ended_at", "ended_by"])
        told = WebhookEnded(subject=str(row.id), organisation=by.organisation_slug)
        announce(told, at=at, by=by.account_id)


def webhooks_of(actor: Actor) -> list[WebhookRow]:
    """The webhooks of the actor's own organisation. Raises `NotYours` without the permission to invite."""
    if refusal_to_act(actor, Permission.INVITE) is not None:
        raise NotYours
    rows = Webhook.objects.filter(organisation_id=actor.organisation_id, ended_at=None).select_related("made_by")
    return [_row(row) for row in rows.order_by("made_at", "id")]


def webhook_of(actor: Actor, webhook_id: UUID) -> WebhookRow:
    """One of them. Raises `NotYours`."""
    found = next((row for row in webhooks_of(actor) if row.id == webhook_id), None)
    if found is None:
        raise NotYours
    return found


def tell_of_stopped_webhook(event: Event, at: datetime, by: UUID | None) -> None:
    """A webhook was given up: tell who administers its organisation, whose page says which and why."""
    organisation_id = Webhook.objects.values_list("organisation_id", flat=True).get(id=event.subject)
    tell_of_work(people_in_organisation(organisation_id, Permission.INVITE, at), at=at)


def _own(webhook_id: UUID, by: Actor) -> Webhook:
    refuse_if(refusal_to_act(by, Permission.INVITE))
    rows = Webhook.objects.select_for_update(no_key=True).filter(organisation_id=by.organisation_id, ended_at=None)
    row = rows.filter(id=webhook_id).first()
    if row is None:
        raise NotYours
    return row


def _row(row: Webhook) -> WebhookRow:
    calls = row.calls.order_by("-happened_at", "-id").values_list("kind", "happened_at", "attempts", "last_result")
    made = tuple(CallRow(*each) for each in calls[:SHOWN])
    return WebhookRow(row.id, row.address, row.made_at, row.made_by.name, row.failing_since, row.stopped_at, made)

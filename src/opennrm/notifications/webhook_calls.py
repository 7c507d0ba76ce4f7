"""Calls to the webhooks of organisations: kept with what happened, made afterwards, again until they are taken.

A call says what kind of thing happened to which referral, by its reference, and nothing of any person. Of one webhook
the oldest call is made first; while it fails nothing else is tried there, so a dead one costs one try at a time.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import WebhookStopped
from opennrm.notifications.channels.webhook_https import NotCalled, call
from opennrm.notifications.delivery import wait_after
from opennrm.notifications.models import Webhook, WebhookCall
from opennrm.vault.webhook_signing import webhook_signature

log = structlog.get_logger()
GIVES_UP_AFTER = timedelta(days=5)
BOTH_SIGN = timedelta(hours=24)
"""How long after a change of the secret the former one signs too, so that no call is lost while it is put in place."""
AT_ONCE = 5
Post = Callable[[str, Mapping[str, str], bytes], int]


@dataclass(frozen=True, slots=True)
class Called:
    """What one round came to."""

    taken: int = 0
    failed: int = 0


def queue_calls(organisation_id: UUID, kind: str, reference: str, *, at: datetime) -> None:
    """Keep that the webhooks of an organisation are to be called, in the command in which it happened."""
    hooks = _called_on(timezone.localdate(at)).filter(organisation_id=organisation_id)
    WebhookCall.objects.bulk_create(
        WebhookCall(webhook_id=hook, kind=kind, reference=reference, happened_at=at)
        for hook in hooks.values_list("id", flat=True)
    )


def call_what_is_due(now: datetime, *, post: Post = call) -> Called:
    """Make the oldest call of a few webhooks that are due. Several may do so at once."""
    taken = failed = 0
    if settings.WEBHOOKS == "off":
        return Called()
    for _ in range(AT_ONCE):
        one = _call_one(now, post)
        if one is None:
            break
        taken, failed = taken + one, failed + (not one)
    return Called(taken, failed)


def _call_one(now: datetime, post: Post) -> bool | None:
    with command():
        waiting = WebhookCall.objects.filter(webhook_id=OuterRef("id"), sent_at=None)
        due = _called_on(timezone.localdate(now)).filter(Exists(waiting), next_attempt_at__lte=now)
        # Not FOR UPDATE: a referral that is sent meanwhile adds a call, and is not to wait for somebody's server.
        mine = due.select_for_update(skip_locked=True, of=("self",), no_key=True)
        hook = mine.order_by("next_attempt_at", "id").first()
        if hook is None:
            return None
        made = hook.calls.filter(sent_at=None).order_by("happened_at", "id")[0]
        result = _result(hook, made, now, post)
        made.attempts, made.last_result = made.attempts + 1, result
        made.sent_at = now if result == "taken" else None
        made.save(update_fields=["attempts", "last_result", "sent_at"])
        _mark(hook, result, now)
        return result == "taken"


def _called_on(day: date) -> QuerySet[Webhook]:
    """The webhooks that nobody ended or gave up, of organisations that are in the partnership on a day."""
    stays = Q(organisation__ends_on=None) | Q(organisation__ends_on__gte=day)
    return Webhook.objects.filter(stays, organisation__starts_on__lte=day, ended_at=None, stopped_at=None)


def _result(hook: Webhook, made: WebhookCall, now: datetime, post: Post) -> str:
    data = {"type": made.kind, "timestamp": made.happened_at.isoformat(), "data": {"reference": made.reference}}
    body = json.dumps(data, separators=(",", ":")).encode()
    stamp = str(int(now.timestamp()))
    content = b".".join([str(made.id).encode(), stamp.encode(), body])
    versions = [hook.secret_version]
    if hook.rotated_at is not None and now < hook.rotated_at + BOTH_SIGN:
        versions.append(hook.secret_version - 1)
    signatures = " ".join(webhook_signature(str(hook.id), version, content) for version in versions)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "OpenNRM",
        "webhook-id": str(made.id),
        "webhook-timestamp": stamp,
        "webhook-signature": signatures,
    }
    try:
        status = post(hook.address, headers, body)
    except NotCalled as failure:
        return failure.code
    return "taken" if 200 <= status < 300 else f"status_{status}"


def _mark(hook: Webhook, result: str, now: datetime) -> None:
    if result == "taken":
        hook.attempts, hook.failing_since, hook.next_attempt_at = 0, None, now
    else:
        hook.attempts += 1
        hook.failing_since = hook.failing_since or now
        hook.next_attempt_at = now + wait_after(hook.attempts, random.random())  # noqa: S311 - spreads, hides nothing
        log.warning("webhook_not_taken", webhook=str(hook.id), code=result)
        if result == "status_410" or now - hook.failing_since >= GIVES_UP_AFTER:
            hook.stopped_at = now
            told = WebhookStopped(subject=str(hook.id), organisation=hook.organisation.slug, reason=result)
            announce(told, at=now, by=None)
    hook.save(update_fields=["attempts", "failing_since", "next_attempt_at", "stopped_at"])

"""Reading notifications, always by name of who asks: those who sent them, and the force that received them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from opennrm.audit.asking import as_the_house
from opennrm.duty_to_notify.columns import answers_from
from opennrm.duty_to_notify.models import AnonymousNotification, NamedNotification
from opennrm.mechanism.duty_to_notify import NotificationKind
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission

Row = AnonymousNotification | NamedNotification
TABLES: dict[NotificationKind, type[AnonymousNotification] | type[NamedNotification]] = {
    NotificationKind.ANONYMOUS: AnonymousNotification,
    NotificationKind.NAMED: NamedNotification,
}
MOST = 50
"""Rows of a list: the newest."""


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """A line in a list of notifications: no name, also of a named one."""

    reference: str
    kind: NotificationKind
    organisation: str
    force: str
    danger_now: str
    sent_at: datetime
    sent_by: str


@dataclass(frozen=True, slots=True)
class NotificationRead:
    """A notification as it was sent; `answers` are those it holds, by question key."""

    reference: str
    kind: NotificationKind
    organisation: str
    duty: str
    force: str
    received_by: str | None
    forwarded: bool
    sent_at: datetime
    sent_on: date
    sent_by: str
    content_hash: str
    answers: dict[str, Any] = field(repr=False)


def notifications_of(actor: Actor) -> list[NotificationRow]:
    """The newest notifications that this actor's team, or they, sent; newest first."""
    grantees = actor.grantees_for(Permission.SEE_OWN_REFERRALS)
    return _newest({"organisation_id": actor.organisation_id, "shared_with__in": grantees})


def notifications_received(actor: Actor) -> list[NotificationRow]:
    """The newest notifications that this actor's organisation has for a force; newest first."""
    return _newest({"received_by_id": actor.organisation_id})


def notification_for(actor: Actor, reference: str) -> NotificationRead:
    """A notification that this actor's team, or they, sent. Raises `NotYours`."""
    grantees = actor.grantees_for(Permission.SEE_OWN_REFERRALS)
    return _one({"organisation_id": actor.organisation_id, "shared_with__in": grantees}, reference)


def received_notification(actor: Actor, reference: str) -> NotificationRead:
    """A notification that this actor's organisation received. Raises `NotYours`."""
    return _one({"received_by_id": actor.organisation_id}, reference)


@as_the_house()  # the person let their referral name it; who may see the record was asked
def named_notification_of(reference: str, organisation_id: UUID) -> NotificationRead | None:
    """A notification that names somebody, among those that an organisation sent; None if it sent none such.

    For a room that has itself asked who may see the record of the person.
    """
    rows = NamedNotification.objects.select_related("organisation", "sent_by", "received_by")
    row = rows.filter(reference=reference, organisation_id=organisation_id).first()
    return None if row is None else _read(NotificationKind.NAMED, row)


def kind_of(reference: str, organisation: str) -> NotificationKind | None:
    """The kind of the notification with this reference that an organisation, by its short name, sent; None if none."""
    sent = {"reference": reference, "organisation__slug": organisation}
    return next((kind for kind, table in TABLES.items() if table.objects.filter(**sent).exists()), None)


def receiver_of(reference: str) -> UUID | None:
    """The organisation that received a notification; None if none works here for that force."""
    found: Iterator[UUID | None] = (
        receiver
        for table in TABLES.values()
        for receiver in table.objects.filter(reference=reference).values_list("received_by_id", flat=True)
    )
    return next(found, None)


def _newest(filters: Mapping[str, Any]) -> list[NotificationRow]:
    columns = ("reference", "organisation__name", "force", "danger_now", "sent_at", "sent_by__name")
    rows = [
        NotificationRow(row[0], kind, *row[1:])
        for kind, table in TABLES.items()
        for row in table.objects.filter(**filters).order_by("-sent_at").values_list(*columns)[:MOST]
    ]
    return sorted(rows, key=lambda row: row.sent_at, reverse=True)[:MOST]


def _one(filters: Mapping[str, Any], reference: str) -> NotificationRead:
    for kind, table in TABLES.items():
        rows = table.objects.select_related("organisation", "sent_by", "received_by")
        row: Any = rows.filter(**filters, reference=reference).first()
        if row is not None:
            return _read(kind, row)
    raise NotYours


def _read(kind: NotificationKind, row: Any) -> NotificationRead:
    receiver = row.received_by
    return NotificationRead(
        reference=row.reference,
        kind=kind,
        organisation=row.organisation.name,
        duty=row.duty,
        force=row.force,
        received_by=receiver.name if receiver else None,
        forwarded=bool(receiver and receiver.slug != row.force.replace("_", "-")),
        sent_at=row.sent_at,
        sent_on=row.sent_on,
        sent_by=row.sent_by.name,
        content_hash=row.content_hash,
        answers=answers_from(kind, row),
    )


@as_the_house()  # how many there are, and of which year; nothing of any of them
def sent_up_to(day: date) -> list[tuple[int, NotificationKind, int]]:
    """How many notifications were sent on a day or before it: by year and kind, the oldest first."""
    found = []
    for kind, table in TABLES.items():
        years = table.objects.filter(sent_on__lte=day).values_list("sent_on__year")
        found += [(year, kind, count) for year, count in years.annotate(count=Count("id")).order_by("sent_on__year")]
    return sorted(found)

"""Is every notification what its history says was sent, and is there one for each that the history tells of?

Call it within one transaction that sees one moment. Notifications are compared a few hundred at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from opennrm.audit.findings import MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, events_of_kinds, head
from opennrm.duty_to_notify.columns import hash_of_row
from opennrm.duty_to_notify.queries import TABLES
from opennrm.mechanism.duty_to_notify import NotificationKind
from opennrm.vault.unreadable import reading_past_unreadable, still_says

SENT = "NotificationSent"
Kept = dict[str, tuple[NotificationKind, Any]]


def check_notifications(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold in the notifications, at most `most`; `told` hears how many were compared so far."""
    with reading_past_unreadable():
        return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    last, _hash = head()
    count, sent = 0, set()
    for events in in_batches(events_of_kinds((SENT,), after=0, until=last)):
        kept = _kept([event.subject for event in events])
        for event in events:
            if event.subject in sent:
                yield Difference(event.subject, "the history says more than once that it was sent")
            sent.add(event.subject)
            for what in differences(event, kept):
                yield Difference(event.subject, what)
        count += len(events)
        told(count)
    for table in TABLES.values():
        for reference in table.objects.order_by("reference").values_list("reference", flat=True).iterator():
            if reference not in sent:
                yield Difference(reference, "there is such a notification, and the history does not say it was sent")


def _kept(references: Sequence[str]) -> Kept:
    return {
        row.reference: (kind, row)
        for kind, table in TABLES.items()
        for row in table.objects.select_related("organisation", "received_by").filter(reference__in=references)
    }


def differences(event: Happened, kept: Kept) -> list[str]:
    """What the row of a notification says otherwise than its event does, each as the end of a sentence about it."""
    if event.subject not in kept:
        return ["the history says that it was sent, and there is no such notification"]
    kind, row = kept[event.subject]
    return [
        f"the history says {by_history} of {what}, the row says {by_row}"
        for what, by_history, by_row in _compared(event, kind, row)
        if by_history != by_row
    ] + (
        []
        if event.facts.get("content_hash") == row.content_hash and still_says(row.content_hash, hash_of_row(kind, row))
        else ["what it says was changed after it was sent"]
    )


def _compared(event: Happened, kind: NotificationKind, row: Any) -> Iterator[tuple[str, object, object]]:
    facts = event.facts
    yield "the kind", facts.get("notification_kind"), kind.value
    yield "the organisation", facts.get("organisation"), row.organisation.slug
    yield "who received it", facts.get("received_by"), row.received_by.slug if row.received_by else None
    yield "who sent it", str(event.by), str(row.sent_by_id)
    yield "the moment", event.at, row.sent_at
    for name in ("nation", "duty", "force"):
        yield f"the {name}", facts.get(name), getattr(row, name)
    yield "the day", facts.get("sent_on"), row.sent_on.isoformat()
